import { createRequire } from 'node:module'
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'

/** What the numbers depend on besides the program. */
export interface Machine {
  readonly processor: string
  readonly cores: number
  /** Decimal gigabytes. */
  readonly memory: number
  readonly system: string
  readonly node: string
  readonly onnxruntime: string
  /** Mean number of processes that wanted to run in the last minute: above 0 others took part of the time. */
  readonly load: number
}

export function describeMachine(): Machine {
  const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string }
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory: Math.round(totalmem() / 1e8) / 10,
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    onnxruntime: version,
    load: Math.round(loadavg()[0]! * 100) / 100,
  }
}

export function formatMachine({ processor, cores, memory, system, node, onnxruntime, load }: Machine): string {
  return [
    `${processor}, ${cores} cores, ${memory} GB, ${system}`,
    `node ${node}, onnxruntime ${onnxruntime}, load ${load} at the start`,
  ].join('\n')
}
