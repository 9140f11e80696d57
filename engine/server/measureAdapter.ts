import { setImmediate as nextTurn } from 'node:timers/promises'
import { readAdapter } from '../adapters/adapterFile.ts'
import { layerStrength } from '../adapters/layerStrength.ts'
import { matchAdapter } from '../adapters/matchAdapter.ts'
import { blockOfLayer, unetBlocksOf } from '../adapters/unetBlocks.ts'
import { openCheckpoint } from '../checkpoint/checkpoint.ts'
import { slotsOfModel } from '../networks/modelSlots.ts'
import type { LayerChart } from '../protocol/window/library.ts'

/** Layers outside of all blocks: the embeddings of time and size. */
const outside = 'TIME'
const textBlocks = { textEncoder: 'TE', textEncoder2: 'TE2' } as const

/**
 * Where an adapter acts in a model and how strongly: for each block the root mean square over its layers of ‖ΔW‖_F at
 * weight 1. Gives way to other work between two layers.
 * @throws EngineError of `openCheckpoint`, `readAdapter`, `matchAdapter` and `loadFactors`.
 */
export async function measureAdapter(adapterPath: string, modelPath: string, signal: AbortSignal): Promise<LayerChart> {
  const [checkpoint, adapter] = [await openCheckpoint(modelPath), await readAdapter(adapterPath)]
  const slots = slotsOfModel(checkpoint)
  const blocks = unetBlocksOf((slots.unet ?? []).map(({ layer }) => layer))
  const sums = new Map<string, { layers: number; squares: number }>()
  for (const { layer, slot } of matchAdapter(adapter, slots).applied) {
    await nextTurn()
    signal.throwIfAborted()
    const inText = layer.component === 'unet' ? undefined : textBlocks[layer.component]
    const block = inText ?? blockOfLayer(slot.layer, blocks) ?? outside
    const { layers, squares } = sums.get(block) ?? { layers: 0, squares: 0 }
    sums.set(block, { layers: layers + 1, squares: squares + (await layerStrength(adapter, layer)) ** 2 })
  }
  const rows = [...sums].map(([block, { layers, squares }]) => ({
    block,
    layers,
    strength: Math.sqrt(squares / layers),
  }))
  return { rows: rows.sort((a, b) => placeOf(a.block) - placeOf(b.block)) }
}

/** In the order in which data passes through the blocks; text encoders last. */
function placeOf(block: string): number {
  const number = Number(block.replace(/\D/g, ''))
  if (block === outside) return 0
  if (block.startsWith('IN')) return 100 + number
  if (block === 'MID') return 200
  if (block.startsWith('OUT')) return 300 + number
  return 400 + number
}
