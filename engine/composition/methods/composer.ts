import type { AdapterGate } from '../../adapters/adapterGates.ts'
import { EngineError } from '../../errors/engineError.ts'
import { guidanceGrid } from '../../networks/unet/guidanceGrid.ts'
import type { MethodSettings } from '../../protocol/methodSettings.ts'
import { float32 } from '../../tensor/tensor.ts'
import { guideLoss, noiseMoves, type ComposerGuide, type GuidedSegment } from '../composer/composerGuide.ts'
import { guidedTokens } from '../composer/guidedTokens.ts'
import { releasedMasks, releasedShares } from '../composer/releasedShares.ts'
import { isInLayout, isolationMask, mostIsolatedCells, releasedIsolationMask } from '../isolation.ts'
import { boxLossRegion, shapeLossRegion, type LossRegion } from '../losses/lossRegion.ts'
import { composerStepSizes, composerLimits, continuesRefining, scaledComposerLimits } from '../losses/refinement.ts'
import { reinitialiseLatents } from '../losses/reinitialise.ts'
import { onceForEachGrid, type Grid } from '../regions/grid.ts'
import { isInPart, settingsOf, strengthAt, type MethodConcept, type MethodContext } from '../method.ts'
import type { AttentionReading, LatentStart, Planner, PlannerRun, Refinement, Segments, StepPosition } from '../plan.ts'
import { regionalConcepts, sharesOfRegions, smallRegionWarnings, type SharesOfGrid } from '../regionalConcepts.ts'
import { encodeTextParts } from '../textParts.ts'
import { createMergePlanner } from './merge.ts'

type Settings = ReturnType<typeof withDefaults>

/** What stands where an artist gives nothing. Ours were chosen by presence and bleed, docs/methods/composer.md. */
const defaults = {
  faithful: { identity: 'injection', stepSize: 1, reinitialisation: 'copy' },
  fixed: { identity: 'all', stepSize: 0.6, reinitialisation: 'swap' },
} as const

/**
 * LoRA-Composer (Yang et al. 2024): in every cross-attention the words and adapters of a region replace those of the
 * picture inside the region, self-attention between regions is blocked, and in the first steps latents move so that the
 * words of each region attend to it. The first noise of a region is that which looks most like it.
 *
 * `faithful` follows the released program rule by rule (for one embedding for all layers). `fixed` repairs what is
 * listed in docs/methods/composer.md: soft masks of any shape, tokens that are found by the tokenizer, upper regions
 * before lower ones, limits that scale with the number of steps.
 */
export async function createComposerPlanner(context: MethodContext): Promise<Planner> {
  const settings = withDefaults(settingsOf('composer', context.method))
  const regional = regionalConcepts(context, settings.fidelity === 'faithful' ? 'prompt' : settings.background)
  const { placed } = regional
  if (placed.length === 0) return createMergePlanner(context)
  const isFaithful = settings.fidelity === 'faithful'
  const shares = isFaithful ? releasedShares(context, placed) : sharesOfRegions(context, placed, settings.overlap)
  const parts = await encodeTextParts(context, regional, { isEven: true, adaptsBackground: !isFaithful })
  const segmentTokens = parts.lengths[0]!
  const segments = segmentsOf(shares, segmentTokens, isFaithful ? 0 : settings.backgroundShare)
  const segmentsInLayout = isFaithful ? segments : segmentsOf(shares, segmentTokens, settings.layout.share)
  const segmentsAt = (position: StepPosition) => (isInLayout(settings.layout, position) ? segmentsInLayout : segments)
  const isolation = settings.isolation
  const self = isFaithful
    ? releasedIsolationMask((grid) => releasedMasks(context, placed, grid))
    : isolationMask(shares, isolation.softness)
  const { guide, warnings } = guideOf(context, settings, placed, shares, segmentTokens, regional.regions)
  const { shares: latentShares } = shares(context.latentGrid)
  const gates = placed.map((_, region) => ({
    imageMask: {
      ...context.latentGrid,
      data: latentShares[region]!,
      atGrid: (grid: Grid) => shares(grid).shares[region]!,
    },
    segments: Float32Array.from(parts.lengths, (_length, segment) => Number(segment === region + 1)),
  }))
  const gateAt = (position: StepPosition): AdapterGate[] =>
    context.adapters.map((adapter, index) => {
      const strength = strengthAt(adapter, position)
      const region = placed.findIndex(({ adapters }) => adapters.includes(index))
      return region === -1 ? { strength } : { strength, ...gates[region]! }
    })
  const row = {
    conditional: parts.conditional,
    unconditional: parts.unconditional,
    conceptTokens: parts.conceptTokens.flat(),
  }
  const masksAt = (position: StepPosition) => (isFaithful || isInPart(isolation, position) ? { self } : {})
  const readingAt = (position: StepPosition): AttentionReading => ({
    rows: [{ text: row.conditional, gate: gateAt(position) }],
    masks: masksAt(position),
    segments: segmentsAt(position),
  })

  return {
    masked: ['self'],
    ...(!isFaithful && { mostMaskedCells: mostIsolatedCells }),
    segmentTokens,
    warnings: [...smallRegionWarnings(context, placed), ...warnings],
    ...(settings.identity === 'injection' && {
      actsOn: (adapter: number, layer: string) => regional.isEverywhere(adapter) || injectedLayers.test(layer),
    }),
    startRun() {
      const refinement = startRefinement(context, settings, guide)
      const first = { stepIndex: 0, numInferenceSteps: context.numInferenceSteps, timestep: 0, opensStep: true }
      const start = startOf(context, settings, guide, readingAt({ ...first, latents: new Float32Array(0) }))
      return {
        ...(start && { start }),
        planStep(position) {
          const gate = gateAt(position)
          const refine = refinement(position, readingAt(position))
          return {
            rows: [{ ...row, gate, ...unconditionalGate(settings, gate) }],
            combine: [1],
            masks: masksAt(position),
            segments: segmentsAt(position),
            ...(refine && { refine }),
          }
        },
      } satisfies PlannerRun
    },
  }
}

function withDefaults(given: MethodSettings<'composer'>) {
  const own = defaults[given.fidelity]
  return {
    ...given,
    identity: given.identity ?? own.identity,
    stepSize: given.stepSize ?? own.stepSize,
    reinitialisation: given.reinitialisation ?? own.reinitialisation,
  }
}

/** What of a concept's adapter LoRA-Composer injects. */
const injectedLayers = /\.attn2\.to_(k|v|out\.0)$/

/** How much cells listen to background and regions; `backgroundShare` of every region's part goes to the background. */
function segmentsOf(shares: SharesOfGrid, tokens: number, backgroundShare: number): Segments {
  return {
    tokens,
    shares: onceForEachGrid((grid) => {
      const { shares: regions, background } = shares(grid)
      const rest = background.map((value) => value + backgroundShare * (1 - value))
      const parts = [rest, ...regions.map((share) => share.map((value) => (1 - backgroundShare) * value))]
      const all = new Float32Array(parts.length * rest.length)
      parts.forEach((part, segment) => all.set(part, segment * rest.length))
      return all
    }),
  }
}

/** With an unconditional half of the base model, guidance strengthens what adapters add. */
function unconditionalGate({ unconditional }: Settings, gate: readonly AdapterGate[]) {
  if (unconditional === 'region') return {}
  return { unconditionalGate: gate.map((adapter) => ({ ...adapter, strength: 0 })) }
}

/** The regions as the losses see them, and what cannot be guided. */
function guideOf(
  context: MethodContext,
  { fidelity, losses, guidedWords }: Settings,
  placed: readonly MethodConcept[],
  shares: SharesOfGrid,
  segmentTokens: number,
  texts: readonly { readonly prompt: string }[],
): { guide: ComposerGuide; warnings: string[] } {
  const grid = guidanceGrid(context.unetConfig, context.latentGrid)
  const { shares: visible } = shares(grid)
  const prompts = texts.map(({ prompt }) => prompt)
  const tokens = guidedTokens(context, placed, prompts, guidedWords, fidelity)
  const warnings: string[] = []
  const segments = placed.flatMap(({ concept }, index): GuidedSegment[] => {
    const share = visible[index]!
    const inText = tokens[index]!.filter((token) => token < segmentTokens)
    if (fidelity === 'fixed' && !share.some((value) => value > 0)) {
      warnings.push(`The region of '${concept.name}' is hidden by those above it; nothing of it is guided.`)
      return []
    }
    if (inText.length === 0) return []
    const region = lossRegionOf(context, concept, share, fidelity)
    if (region.cellCount === 0) throw withoutCells(concept.name)
    return [{ region, segment: index + 1, tokens: inText }]
  })
  return { guide: { segments, segmentTokens, weights: losses, fidelity }, warnings }

  function lossRegionOf(
    { canvas }: MethodContext,
    { region }: MethodConcept['concept'],
    share: Float32Array,
    mode: Settings['fidelity'],
  ): LossRegion {
    if (region.type === 'box' && mode === 'faithful') return boxLossRegion(region, canvas, grid, mode)
    // A box of which nothing is hidden has the Gaussian of the program as its centre.
    if (region.type === 'box') {
      const box = boxLossRegion(region, canvas, grid, mode)
      const isWhole = share.every((value, cell) => value > 0 === box.mask[cell]! > 0)
      if (isWhole) return box
    }
    return shapeLossRegion(share, grid)
  }
}

/** Latent re-initialisation, where latents divide evenly into the cells of the guidance grid. */
function startOf(
  { latentGrid, unetConfig }: MethodContext,
  { reinitialisation }: Settings,
  guide: ComposerGuide,
  reading: AttentionReading,
): LatentStart | undefined {
  const grid = guidanceGrid(unetConfig, latentGrid)
  const scale = latentGrid.height / grid.height
  const isEven = Number.isInteger(scale) && latentGrid.width === scale * grid.width
  if (reinitialisation === 'off' || !isEven || guide.segments.length === 0) return undefined
  return {
    reading,
    place(latents, [attention]) {
      const { height, width } = latentGrid
      const noise = float32([1, latents.length / (height * width), height, width], latents)
      return reinitialiseLatents(noise, noiseMoves(guide, attention!), reinitialisation).data
    },
  }
}

/** When latents move: once in each step until the loss rises or the limit is reached, and then never again. */
function startRefinement(
  { numInferenceSteps }: MethodContext,
  { fidelity, losses, updates, stepSize }: Settings,
  guide: ComposerGuide,
): (position: StepPosition, reading: AttentionReading) => Refinement | undefined {
  const { concept, fill, region } = losses
  const guides = updates && guide.segments.length > 0 && concept + fill + region > 0
  const limits = fidelity === 'faithful' ? composerLimits : scaledComposerLimits(numInferenceSteps)
  const stepSizes = composerStepSizes(numInferenceSteps).map((size) => size * stepSize)
  let isRefining = guides
  let previous: number | undefined
  return ({ stepIndex, opensStep }, reading) => {
    if (!isRefining || !opensStep) return undefined
    return {
      reading,
      stepSize: stepSizes[stepIndex]!,
      iterations: 1,
      predicts: 'after',
      loss([attention]) {
        const found = guideLoss(guide, attention!)
        isRefining = continuesRefining(stepIndex, found.loss, previous, limits)
        previous = found.loss
        return found
      },
    }
  }
}

function withoutCells(conceptName: string): EngineError {
  return new EngineError(
    'setting-invalid',
    `The region of the concept '${conceptName}' has no whole cell, as LoRA-Composer's released program counts them.`,
    'Make it larger, or use the fixed mode.',
  )
}
