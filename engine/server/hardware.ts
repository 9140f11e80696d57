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
    return readCards(stdout)
  } catch {
    return [] // no driver of NVIDIA
  }
}

/**
 * What nvidia-smi prints: a line for each card, with its name and its memory in MiB. A line without a name is no card.
 */
export function readCards(printed: string): Hardware['graphics'] {
  return printed.split('\n').flatMap((line) => {
    const [name = '', mebibytes] = line.split(',').map((part) => part.trim())
    if (name === '') return []
    const memoryBytes = Number(mebibytes || Number.NaN) * 2 ** 20
    return [{ name, ...(Number.isFinite(memoryBytes) && { memoryBytes }) }]
  })
}
