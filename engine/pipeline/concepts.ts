import type { Adapter } from '../adapters/adapter.ts'
import { readAdapter } from '../adapters/adapterFile.ts'
import { createGates, type GateSource } from '../adapters/gateSource.ts'
import { stackAdapters, type AdapterStack, type StackedAdapter } from '../adapters/adapterStack.ts'
import { parseBlockWeights } from '../adapters/blockWeights.ts'
import { matchAdapter, type AdapterMatch } from '../adapters/matchAdapter.ts'
import type { ScheduledAdapter } from '../composition/method.ts'
import type { Planner } from '../composition/plan.ts'
import type { StackedEncoder, TextEncoder } from '../conditioning/textEncoders.ts'
import type { Concept, ConceptAdapter, Project } from '../protocol/project.ts'
import type { AdapterSlot } from '../graph/slot.ts'

/** An adapter of a concept with the file that it lies in. */
export interface PlacedAdapter {
  readonly concept: Concept
  readonly settings: ConceptAdapter
  readonly path: string
}

/** The adapters of a project on the networks of its model. */
export interface ConceptAdapters {
  readonly matches: readonly AdapterMatch[]
  /** How strongly each acts, and when. */
  readonly scheduled: readonly ScheduledAdapter[]
  readonly encoders: readonly StackedEncoder[]
  /** Equal for adapters that are stacked alike, whatever their strengths. */
  readonly stackKey: string
  /** Stacks the adapters for a graph of the UNet, each for the layers that it acts on. */
  stackUNet(slots: readonly AdapterSlot[], actsOn?: Planner['actsOn']): Promise<StackedNetwork>
}

/** The adapters in the slots of a network. */
export interface StackedNetwork {
  readonly stack: AdapterStack
  readonly gates: GateSource
}

const encoderComponents = ['textEncoder', 'textEncoder2'] as const

/** Reads adapters that were not read yet; a file that two concepts share is read once. */
export type AdapterReader = (path: string) => Promise<Adapter>

export function createAdapterReader(): AdapterReader {
  const adapters = new Map<string, Promise<Adapter>>()
  return (path) => {
    const adapter = adapters.get(path) ?? readAdapter(path)
    adapters.set(path, adapter)
    adapter.catch(() => adapters.delete(path))
    return adapter
  }
}

/**
 * Reads adapters, matches them with the model and stacks them for its text encoders. `unetSlots` are those of any graph
 * of the whole UNet.
 * @throws EngineError of `readAdapter`, `adapter-mismatch` for an adapter of which nothing fits, `setting-invalid` for
 * block weights of another model.
 */
export async function openConceptAdapters(
  placed: readonly PlacedAdapter[],
  read: AdapterReader,
  unetSlots: readonly AdapterSlot[],
  encoders: readonly TextEncoder[],
): Promise<ConceptAdapters> {
  const slots = {
    unet: unetSlots,
    ...Object.fromEntries(encoders.map((encoder, index) => [encoderComponents[index]!, encoder.slots])),
  }
  const stacked: StackedAdapter[] = []
  for (const { path, settings } of placed) {
    stacked.push({
      match: matchAdapter(await read(path), slots),
      ...(settings.rankLimit !== undefined && { rankLimit: settings.rankLimit }),
      ...(settings.blocks !== undefined && { blockWeights: parseBlockWeights(settings.blocks, unetSlots) }),
    })
  }
  const stackKey = JSON.stringify(
    stacked.map(({ match, rankLimit }, index) => [idOf(match.adapter), rankLimit, placed[index]!.settings.blocks]),
  )
  const stackedEncoders: StackedEncoder[] = []
  for (const [index, encoder] of encoders.entries()) {
    const stack = await stackAdapters(encoderComponents[index]!, encoder.slots, stacked)
    stackedEncoders.push({ encoder, stack, gates: createGates(stack) })
  }
  return {
    matches: stacked.map(({ match }) => match),
    scheduled: placed.map(({ settings: { weight, textEncoderWeight = weight, from, to } }) => ({
      strength: weight,
      textEncoderStrength: textEncoderWeight,
      from,
      to,
    })),
    encoders: stackedEncoders,
    stackKey,
    async stackUNet(slots, actsOn) {
      const limited = stacked.map((adapter, index) => ({
        ...adapter,
        ...(actsOn && { actsOn: (layer: string) => actsOn(index, layer) }),
      }))
      const stack = await stackAdapters('unet', slots, limited)
      return { stack, gates: createGates(stack) }
    },
  }
}

const ids = new WeakMap<Adapter, number>()
let nextId = 0

/** A file that was read anew is another adapter. */
function idOf(adapter: Adapter): number {
  const id = ids.get(adapter) ?? nextId++
  ids.set(adapter, id)
  return id
}

/** The concepts that take part in a render, from the bottom to the top. */
export function visibleConcepts({ concepts }: Project): Concept[] {
  return concepts.filter(({ hidden }) => !hidden).sort((a, b) => a.order - b.order)
}
