import { buildUNet } from '../../networks/unet/unet.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import type { Feeds } from '../../runtime/session.ts'
import { measureInTurns } from '../stopwatch.ts'
import { isInBlock, isInTransformer, largeFeeds, slotFeeds } from './largeFeeds.ts'
import { largeSide } from './largeOpening.ts'
import { openLargeUNet } from './largeUNet.ts'

/** Three LoRAs of rank 16, stacked. */
export const largeRank = 48

export interface LargeTurnsInput {
  readonly folder: string
  readonly rounds: number
  /** 0 leaves the choice to the runtime. */
  readonly threads: number
}

/** One step, in turns: without slots, with empty ones, with LoRAs in transformers, and in all blocks. */
export async function measureLargeSlots({ folder, rounds, threads }: LargeTurnsInput) {
  const runtime = await createRuntime({ provider: 'cpu', threads })
  const unet = await openLargeUNet(folder)
  const build = (adaptable: boolean) => buildUNet(unet, { height: largeSide, width: largeSide, adaptable })
  const { graph, slots } = build(true)
  const plain = await runtime.createSession(build(false).graph)
  const adaptable = await runtime.createSession(graph)
  const base = largeFeeds(largeSide)
  const runWith = (feeds: Feeds) => {
    const all = new Map([...base, ...feeds])
    return () => adaptable.run(all)
  }
  const timings = await measureInTurns(
    {
      plain: () => plain.run(base),
      empty: runWith(slotFeeds(slots, largeRank, () => false)),
      transformers: runWith(slotFeeds(slots, largeRank, isInTransformer)),
      blocks: runWith(slotFeeds(slots, largeRank, isInBlock)),
    },
    rounds,
  )
  const count = { empty: slots.length, transformers: slots.filter(isInTransformer).length }
  return { timings, slots: { ...count, blocks: slots.filter(isInBlock).length } }
}
