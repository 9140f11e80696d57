import type { AdapterSlot } from '../graph/slot.ts'
import { float32, type Tensor } from '../tensor/tensor.ts'

/** Inputs that leave every slot empty: one unit of zeros, as an empty slot is fed. */
export function emptySlotFeeds(slots: readonly AdapterSlot[]): Map<string, Tensor> {
  const feeds = new Map<string, Tensor>()
  for (const { kind, grid, inFeatures, outFeatures, kernel, inputs } of slots) {
    const convolution = kind === 'convolution'
    feeds.set(inputs.down, float32([1, inFeatures, ...(convolution ? kernel : [])]))
    feeds.set(inputs.up, float32([outFeatures, 1, ...(convolution ? [1, 1] : [])]))
    const gateAxes = convolution ? [1, 1, 1, 1] : grid.type === 'row' ? [1, 1] : [1, 1, 1]
    feeds.set(inputs.gate, float32(gateAxes))
  }
  return feeds
}
