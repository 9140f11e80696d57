import { buildUNet } from '../../networks/unet/unet.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import type { SessionTuning } from '../../runtime/onnxruntimeSession.ts'
import { measureMemory } from '../processMemory.ts'
import { millisecondsOf, startStopwatch } from '../stopwatch.ts'
import { largeFeeds } from './largeFeeds.ts'
import { openLargeUNet } from './largeUNet.ts'

export interface LargeRunInput {
  readonly folder: string
  /** Of the latents. */
  readonly side: number
  readonly steps: number
  readonly threads: number
  readonly tuning?: Partial<SessionTuning>
}

/**
 * Opens the network without slots and runs it: milliseconds, and memory after the session was opened and in the end.
 */
export async function measureLargeRun({ folder, side, steps, threads, tuning = {} }: LargeRunInput) {
  const runtime = await createRuntime({ provider: 'cpu', threads, tuning })
  const { graph } = buildUNet(await openLargeUNet(folder), { height: side, width: side, adaptable: false })
  const lap = startStopwatch()
  const session = await runtime.createSession(graph)
  const opening = lap()
  const opened = measureMemory()
  const feeds = largeFeeds(side)
  const milliseconds: number[] = []
  for (let step = 0; step < steps; step++) milliseconds.push(await millisecondsOf(() => session.run(feeds)))
  const [firstStep, ...others] = milliseconds
  return { session: opening, firstStep: firstStep!, steps: others, opened, finished: measureMemory() }
}
