import type { AdapterSlot } from '../graph/slot.ts'
import type { AdapterLayer } from './adapter.ts'
import { originalPathOf, unetBlocksOf } from './unetBlocks.ts'

type SlotIndex = ReadonlyMap<string, AdapterSlot>

const indexes = new WeakMap<readonly AdapterSlot[], SlotIndex>()

/**
 * The slot that a layer is meant for. `slots` are all slots of the layer's component, so that the numbering of the
 * original code can be derived from the blocks that they show. Files write the path of a layer with dots or, as kohya's
 * scripts do, with underscores, in the naming of diffusers or of the original code.
 */
export function resolveTarget(layer: AdapterLayer, slots: readonly AdapterSlot[]): AdapterSlot | undefined {
  let index = indexes.get(slots)
  if (index === undefined) {
    index = indexSlots(slots)
    indexes.set(slots, index)
  }
  return index.get(flatten(layer.target))
}

/** `a.b_c` and `a_b_c` are the same name to every loader of kohya's files. */
function flatten(path: string): string {
  return path.replaceAll('.', '_')
}

function indexSlots(slots: readonly AdapterSlot[]): SlotIndex {
  const blocks = unetBlocksOf(slots.map(({ layer }) => layer))
  const index = new Map<string, AdapterSlot>()
  for (const slot of slots) {
    const names = [slot.layer, originalPathOf(slot.layer, blocks), withoutModel(slot.layer)]
    for (const name of names) {
      if (name !== undefined && !index.has(flatten(name))) index.set(flatten(name), slot)
    }
  }
  return index
}

/** Newer versions of transformers leave `text_model` out of the names. */
function withoutModel(layer: string): string | undefined {
  const prefix = 'text_model.'
  return layer.startsWith(prefix) ? layer.slice(prefix.length) : undefined
}
