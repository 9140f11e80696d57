import { buildUNet } from '../../networks/unet/unet.ts'
import type { SessionTuning } from '../../runtime/onnxruntimeSession.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import { measureInTurns } from '../stopwatch.ts'
import { isInBlock, largeFeeds, slotFeeds } from './largeFeeds.ts'
import { largeSide } from './largeOpening.ts'
import { largeRank, type LargeTurnsInput } from './largeSlots.ts'
import { openLargeUNet } from './largeUNet.ts'

/** What differs from the engine's own settings. */
const settings: Readonly<Record<string, { tuning?: Partial<SessionTuning>; threads?: number }>> = {
  'as the engine does': {},
  'optimization basic': { tuning: { optimization: 'basic' } },
  'constants folded': { tuning: { foldsConstants: true } },
  'memory pattern': { tuning: { memoryPattern: true } },
  'no arena': { tuning: { arena: false } },
  'no arena, memory pattern': { tuning: { arena: false, memoryPattern: true } },
  'one thread': { threads: 1 },
}

/** One step with LoRAs under settings of the runtime, in turns. */
export async function measureLargeTuning({ folder, rounds, threads: usual }: LargeTurnsInput) {
  const unet = await openLargeUNet(folder)
  const { graph, slots } = buildUNet(unet, { height: largeSide, width: largeSide, adaptable: true })
  const feeds = new Map([...largeFeeds(largeSide), ...slotFeeds(slots, largeRank, isInBlock)])
  const actions: Record<string, () => Promise<unknown>> = {}
  for (const [name, { tuning = {}, threads = usual }] of Object.entries(settings)) {
    const session = await (await createRuntime({ provider: 'cpu', threads, tuning })).createSession(graph)
    actions[name] = () => session.run(feeds)
  }
  return measureInTurns(actions, rounds)
}
