import { execFile } from 'node:child_process'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { promisify } from 'node:util'
import type { Hardware } from '../protocol/window/machine.ts'
import type { Runtime } from '../runtime/runtime.ts'

const run = promisify(execFile)
const longestQuestion = 2000

/** What this machine is, in its own words. Never throws: what cannot be found out is missing. */
export async function describeHardware({ provider, candidates }: Runtime): Promise<Hardware> {
  return {
    processor: cpus()[0]?.model.trim() ?? '',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    graphics: await nvidiaCards(),
    provider,
    candidates: [...candidates],
  }
}

async function nvidiaCards(): Promise<Hardware['graphics']> {
  try {
    const question = ['--query-gpu=name,memory.total', '--format=csv,noheader,nounits']
    const { stdout } = await run('nvidia-smi', question, { timeout: longestQuestion, windowsHide: true })
    return stdout
      .trim()
      .split('\n')
      .map((line) => {
        const [name = '', mebibytes] = line.split(',').map((part) => part.trim())
        const memoryBytes = Number(mebibytes) * 2 ** 20
        return { name, ...(Number.isFinite(memoryBytes) && { memoryBytes }) }
      })
  } catch {
    return [] // no driver of NVIDIA
  }
}
