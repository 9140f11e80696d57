import { EngineError } from '../errors/engineError.ts'
import type { AdapterSlot } from '../graph/slot.ts'
import type { Adapter, AdapterLayer } from './adapter.ts'

/**
 * DiffuseKronA (Marjit et al. 2024) stores Kronecker factors under the names of a LoRA: down `[a2, a1]`, up `[b1, b2]`
 * with a1 · b1 outputs and a2 · b2 inputs. Only the layer that they are meant for tells them from a low-rank pair.
 * Throws 'adapter-unsupported'.
 */
export function refuseKroneckerFactors(adapter: Adapter, layer: AdapterLayer, slot: AdapterSlot): void {
  const down = adapter.file.tensors.get(layer.tensors.down)?.shape ?? []
  const up = adapter.file.tensors.get(layer.tensors.up)?.shape ?? []
  if (down.length !== 2 || up.length !== 2) return
  const [downRows, downColumns] = down as [number, number]
  const [upRows, upColumns] = up as [number, number]
  const isLowRank = downRows === upColumns && downColumns === slot.inFeatures && upRows === slot.outFeatures
  if (isLowRank) return
  if (upRows * downColumns !== slot.outFeatures || upColumns * downRows !== slot.inFeatures) return
  throw new EngineError(
    'adapter-unsupported',
    `'${adapter.path}' is a DiffuseKronA: it stores Kronecker factors under the names of a LoRA ('${layer.target}').`,
    'This kind is not supported yet. Use a LoRA of the same concept.',
  )
}
