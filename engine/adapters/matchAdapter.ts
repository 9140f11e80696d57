import { EngineError } from '../errors/engineError.ts'
import type { AdapterSlot } from '../graph/slot.ts'
import type { Adapter, AdapterComponent, AdapterLayer } from './adapter.ts'
import { describeGuess, guessArchitecture, type ArchitectureGuess } from './guessArchitecture.ts'
import { refuseKroneckerFactors } from './kroneckerFactors.ts'
import { groupByReason } from './skippedLayers.ts'
import { resolveTarget } from './targets.ts'

/** All slots of each network of a model; a component is absent where the model does not have it. */
export type SlotsByComponent = Partial<Record<AdapterComponent, readonly AdapterSlot[]>>

export interface AppliedLayer {
  readonly layer: AdapterLayer
  readonly slot: AdapterSlot
}

export interface SkippedLayer {
  readonly component: AdapterComponent
  readonly target: string
  /** In words, such as "has 640 inputs; this model has 320". */
  readonly reason: string
}

/** Which layers of an adapter a model takes. */
export interface AdapterMatch {
  readonly adapter: Adapter
  readonly applied: readonly AppliedLayer[]
  readonly skipped: readonly SkippedLayer[]
}

const componentWords: Readonly<Record<AdapterComponent, string>> = {
  unet: 'UNet',
  textEncoder: 'text encoder',
  textEncoder2: 'second text encoder',
}

/**
 * Finds the slot of every layer. Layers that the model cannot take are listed with the reason.
 *
 * Throws 'adapter-mismatch' where the adapter was made for another kind of model: no layer fits, or its cross-attention
 * reads text of another width, however many layers happen to have the shapes of this model; 'adapter-unsupported' for
 * Kronecker factors under the names of a LoRA.
 */
export function matchAdapter(adapter: Adapter, slotsByComponent: SlotsByComponent): AdapterMatch {
  const applied: AppliedLayer[] = []
  const skipped: SkippedLayer[] = []
  for (const layer of adapter.layers) {
    const slots = slotsByComponent[layer.component]
    const slot = slots && resolveTarget(layer, slots)
    if (slot) refuseKroneckerFactors(adapter, layer, slot)
    const reason = slot ? disagreement(layer, slot) : absence(layer, slots)
    if (reason !== undefined) skipped.push({ component: layer.component, target: layer.target, reason })
    else if (slot) applied.push({ layer, slot })
  }
  const isOther = applied.length === 0 || readsOtherText(adapter, slotsByComponent)
  if (isOther) throw mismatch(adapter, slotsByComponent, skipped)
  return { adapter, applied, skipped }
}

function absence({ component }: AdapterLayer, slots: readonly AdapterSlot[] | undefined): string {
  return slots ? 'this model has no such layer' : `this model has no ${componentWords[component]}`
}

/** A linear layer and a 1x1 convolution are the same numbers, so only sizes count. */
function disagreement(layer: AdapterLayer, slot: AdapterSlot): string | undefined {
  if (layer.refusal !== undefined) return layer.refusal
  if (layer.inFeatures !== slot.inFeatures) return `has ${layer.inFeatures} inputs; this model has ${slot.inFeatures}`
  if (layer.outFeatures !== slot.outFeatures) {
    return `has ${layer.outFeatures} outputs; this model has ${slot.outFeatures}`
  }
  const [height, width] = slot.kernel
  if (layer.kernel[0] === height && layer.kernel[1] === width) return undefined
  return `has a ${layer.kernel.join('x')} kernel; this model has ${height}x${width}`
}

const crossAttention = /attn2\.to_[kv]$/

function crossAttentionWidth(slots: readonly AdapterSlot[] | undefined): number | undefined {
  return slots?.find(({ layer }) => crossAttention.test(layer))?.inFeatures
}

function readsOtherText(adapter: Adapter, { unet }: SlotsByComponent): boolean {
  const width = crossAttentionWidth(unet)
  const ownWidth = guessArchitecture(adapter).crossAttentionWidth
  return width !== undefined && ownWidth !== undefined && width !== ownWidth
}

function mismatch(adapter: Adapter, slots: SlotsByComponent, skipped: readonly SkippedLayer[]): EngineError {
  const width = crossAttentionWidth(slots.unet)
  const guess = guessArchitecture(adapter)
  if (guess.name !== undefined && guess.crossAttentionWidth !== width) {
    return new EngineError(
      'adapter-mismatch',
      `'${adapter.name}' was made for ${describeGuess(guess)}; ${describeOther(guess, width)}.`,
      'Use a version of this adapter for the model at hand, or the model that it was made for.',
    )
  }
  const [first] = skipped
  const example = first ? ` For example, '${first.target}': ${first.reason}.` : ''
  return new EngineError(
    'adapter-mismatch',
    `None of the ${adapter.layers.length} layers of '${adapter.name}' fits this model.${example}`,
    'Use the model that the adapter was made for.',
  )
}

function describeOther({ crossAttentionWidth: ownWidth }: ArchitectureGuess, width: number | undefined): string {
  if (width === undefined) return 'this model is of another kind'
  return ownWidth === undefined ? `this model has a cross attention of ${width}` : `this model has ${width}`
}

const shownTargets = 3

/** "applies to 252 of 264 layers; 12 skipped: …", the skipped ones grouped by reason. */
export function describeMatch({ applied, skipped }: AdapterMatch): string {
  const total = applied.length + skipped.length
  if (skipped.length === 0) return `applies to all ${total} layers`
  const reasons = groupByReason(skipped).map(({ reason, layers }) => {
    const shown = layers
      .slice(0, shownTargets)
      .map(({ target }) => target)
      .join(', ')
    const more = layers.length > shownTargets ? ` and ${layers.length - shownTargets} more` : ''
    return `${reason} (${shown}${more})`
  })
  return `applies to ${applied.length} of ${total} layers; ${skipped.length} skipped: ${reasons.join('; ')}`
}
