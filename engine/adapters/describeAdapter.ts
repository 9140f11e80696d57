import type { Adapter, AdapterComponent, NamingConvention } from './adapter.ts'
import { isNestedRank } from './detectKind.ts'
import { describeGuess, guessArchitecture } from './guessArchitecture.ts'

/** What an adapter is, for people. */
export interface AdapterDescription {
  readonly kind: string
  readonly convention: NamingConvention
  /** How many layers have each rank, by rank. */
  readonly ranks: readonly { readonly rank: number; readonly layers: number }[]
  /** loraAlpha of the layers as the strength of each says it: smallest and largest. */
  readonly loraAlpha: { readonly smallest: number; readonly largest: number }
  readonly layersByComponent: Readonly<Partial<Record<AdapterComponent, number>>>
  /** Layers that cannot be used, whatever the model is. */
  readonly refusedLayers: number
  readonly madeFor: string
  readonly evidence: 'shapes' | 'metadata' | 'none'
  readonly triggerWords: readonly string[]
  readonly unrecognisedTensors: number
}

export function describeAdapter(adapter: Adapter): AdapterDescription {
  const { layers, metadata, convention, unrecognised } = adapter
  const layersByComponent: Partial<Record<AdapterComponent, number>> = {}
  const ranks = new Map<number, number>()
  for (const { component, rank } of layers) {
    layersByComponent[component] = (layersByComponent[component] ?? 0) + 1
    ranks.set(rank, (ranks.get(rank) ?? 0) + 1)
  }
  const alphas = layers.map(({ scale, rank }) => Number((scale * rank).toPrecision(6)))
  const guess = guessArchitecture(adapter)
  return {
    kind: kindOf(adapter),
    convention,
    ranks: [...ranks].sort(([a], [b]) => a - b).map(([rank, count]) => ({ rank, layers: count })),
    loraAlpha: { smallest: Math.min(...alphas), largest: Math.max(...alphas) },
    layersByComponent,
    refusedLayers: layers.filter(({ refusal }) => refusal !== undefined).length,
    madeFor: describeGuess(guess),
    evidence: guess.evidence,
    triggerWords: metadata.triggerWords,
    unrecognisedTensors: unrecognised.length,
  }
}

function kindOf({ layers, metadata: { training } }: Adapter): string {
  if (isNestedRank(training.networkModule, training.algorithm)) return 'DyLoRA'
  if (layers.some(({ tucker }) => tucker)) return 'LoCon (Tucker form)'
  return layers.some(({ kernel: [height, width] }) => height * width > 1) ? 'LoCon' : 'LoRA'
}
