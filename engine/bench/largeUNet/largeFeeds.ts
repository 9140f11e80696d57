import type { AdapterSlot } from '../../graph/slot.ts'
import type { Feeds } from '../../runtime/session.ts'
import { elementCount, float32, type Tensor } from '../../tensor/tensor.ts'
import { createPhiloxGenerator } from '../../tensor/philoxRandom.ts'

const rows = 2
const textTokens = 77
const textWidth = 768

/** What the network reads besides slots: two rows, as guidance has them. */
export function largeFeeds(side: number): Map<string, Tensor> {
  const random = createPhiloxGenerator(3)
  const draw = (shape: readonly number[]) => float32(shape, random.normal(elementCount(shape)))
  return new Map([
    ['latents', draw([rows, 4, side, side])],
    ['timesteps', float32([rows, 1], new Float32Array(rows).fill(501))],
    ['textEmbeddings', draw([rows, textTokens, textWidth])],
  ])
}

/** Random factors of `rank` in the slots that `isUsed` picks, and what an empty slot is fed in the others. */
export function slotFeeds(slots: readonly AdapterSlot[], rank: number, isUsed: (slot: AdapterSlot) => boolean): Feeds {
  const random = createPhiloxGenerator(4)
  const feeds = new Map<string, Tensor>()
  for (const slot of slots) {
    const { kind, inFeatures, outFeatures, kernel, grid, inputs } = slot
    const used = isUsed(slot)
    const ranks = used ? rank : 1
    const draw = (shape: readonly number[]) =>
      float32(shape, used ? random.normal(elementCount(shape)).map((value) => value * 0.01) : undefined)
    const isLinear = kind === 'linear'
    const gateShape = isLinear ? (grid.type === 'row' ? [1, ranks] : [1, 1, ranks]) : [1, ranks, 1, 1]
    feeds.set(inputs.down, draw(isLinear ? [ranks, inFeatures] : [ranks, inFeatures, ...kernel]))
    feeds.set(inputs.up, draw(isLinear ? [outFeatures, ranks] : [outFeatures, ranks, 1, 1]))
    feeds.set(inputs.gate, float32(gateShape, new Float32Array(ranks).fill(Number(used))))
  }
  return feeds
}

/** What LoRA files without convolutions hold: all that lies in a transformer. */
export function isInTransformer({ layer }: AdapterSlot): boolean {
  return /\.attentions\.\d+\./.test(layer)
}

/** What LoCon files hold: transformers, resnets and changes of size, but not what lies outside of the blocks. */
export function isInBlock({ layer }: AdapterSlot): boolean {
  return /^(down|mid|up)_block/.test(layer)
}
