import { batchFeeds, rowOf, type BatchRow } from '../composition/batchFeeds.ts'
import type { MethodContext } from '../composition/method.ts'
import type { Network } from '../composition/network.ts'
import { presenceAndBleed, type ConceptPresence } from '../composition/presenceAndBleed.ts'
import { conceptEvidence, errorMap, meanErrors, type ErrorMap } from '../composition/reading/evidence.ts'
import { planReading, type ReadingPlan } from '../composition/reading/readingRows.ts'
import { sharesOfRegions } from '../composition/regionalConcepts.ts'
import type { Grid } from '../composition/regions/grid.ts'
import { guidanceGrid } from '../networks/unet/guidanceGrid.ts'
import { transformersOf } from '../networks/unet/transformers.ts'
import { createNoiseSchedule } from '../schedulers/noiseSchedule.ts'
import { toNoise, type NoiseLevel } from '../schedulers/prediction.ts'
import { levelOfAlphaCumprod } from '../schedulers/scheduler.ts'
import { weightedSum } from '../schedulers/weightedSum.ts'
import { createTorchGenerator } from '../tensor/torchRandom.ts'
import type { PreparedRender } from './prepareRender.ts'

/** What a finished picture shows of the concepts that it was asked for, from the bottom to the top. */
export interface PictureReading {
  /** Of the maps; the guidance grid. */
  readonly grid: Grid
  readonly concepts: readonly ConceptReading[]
}

export interface ConceptReading {
  readonly presence: ConceptPresence
  /**
   * Where the concept explains the picture better than anything else, `[height, width]`; 1 is the picture's mean error.
   */
  readonly map: Float64Array
  /** How much of each cell belongs to its region; missing for one without. */
  readonly regionShare?: Float32Array
}

/**
 * Reads clean latents. The signal is looked at before each call of the UNet. The same latents give the same reading.
 * @throws what the signal was aborted with.
 */
export type PictureReader = (latents: Float32Array, signal: AbortSignal) => Promise<PictureReading>

/** The noise levels that pictures are read at, as parts of the training timesteps, and the seed of their noise. */
const levels = [0.35, 0.55] as const
const noiseSeed = 77

/** Rows of one call: no more memory than a render with two regions takes. */
const rowsPerCall = 6

/**
 * A reader for the pictures of a render, whatever method makes them; `docs/methods/presence-and-bleed.md` says what is
 * measured. A reading computes the UNet in 1 + 2 n rows at two noise levels, for n concepts with words, adapters and
 * regions. It uses the sessions of the model and none of the method's masks. Undefined for models without a guidance
 * grid, and where no concept can be looked for.
 * @throws EngineError `setting-invalid` for a region outside of the canvas.
 */
export async function createPictureReader({
  model,
  size,
  adapters,
  context,
  network: methodNetwork,
}: PreparedRender): Promise<PictureReader | undefined> {
  const { config } = model.checkpoint.unet
  const plan = planReading(context)
  if (plan.concepts.length === 0 || transformersOf(config).every(({ isMid }) => isMid)) return undefined
  const { height, width } = guidanceGrid(config, size)
  const grid: Grid = { height, width }
  const shares = regionShares(context, grid)
  const stacked = await adapters.stackUNet(model.unetSlots({ size }))
  const network: Network = { ...methodNetwork, ...stacked, unet: (variant) => model.unet({ size }, variant) }
  const rows = await encodeRows(plan, context)
  const { alphasCumprod } = createNoiseSchedule(model.checkpoint.scheduler)
  const { predictionType, trainTimesteps } = model.checkpoint.scheduler
  const timesteps = levels.map((part) => Math.round(part * (trainTimesteps - 1)))

  return async (latents, signal) => {
    const random = createTorchGenerator(noiseSeed)
    const errors: ErrorMap[][] = []
    for (const timestep of timesteps) {
      const noise = random.normal(latents.length)
      const level = levelOfAlphaCumprod(alphasCumprod[timestep]!)
      const noisy = addNoise(latents, noise, level)
      const predictions = await predictRows(network, rows, { latents: noisy, timestep }, signal)
      const toError = (noisePrediction: Float32Array) => {
        const predicted = toNoise({ predictionType, noisePrediction, latents: noisy, from: level })
        return errorMap(predicted, noise, network.latentShape, grid)
      }
      errors.push(predictions.map(toError))
    }
    const means = meanErrors(errors)
    const evidence = plan.concepts.map((concept) => {
      const regionShare = shares.get(concept.conceptId)
      return { ...conceptEvidence(means, concept), ...(regionShare && { regionShare }) }
    })
    const presences = presenceAndBleed(evidence, grid)
    const concepts = evidence.map(({ lead, regionShare }, index) => {
      return { presence: presences[index]!, map: lead, ...(regionShare && { regionShare }) }
    })
    return { grid, concepts }
  }
}

/** The regions in their order, upper ones over lower ones, by the id of their concept. */
function regionShares(context: MethodContext, grid: Grid): Map<string, Float32Array> {
  const placed = context.concepts.filter(({ concept }) => concept.region.type !== 'canvas')
  const { shares } = sharesOfRegions(context, placed, 'z-order')(grid)
  return new Map(placed.map(({ concept }, index) => [concept.id, shares[index]!]))
}

function encodeRows({ rows }: ReadingPlan, { encode }: MethodContext): Promise<BatchRow[]> {
  return Promise.all(rows.map(async ({ prompt, gate, textGate }) => ({ text: await encode(prompt, textGate), gate })))
}

function addNoise(latents: Float32Array, noise: Float32Array, level: NoiseLevel): Float32Array {
  return weightedSum([
    [level.signal, latents],
    [level.noise, noise],
  ])
}

/** What the UNet answers in each row, without guidance. */
async function predictRows(
  network: Network,
  rows: readonly BatchRow[],
  point: { readonly latents: Float32Array; readonly timestep: number },
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const unet = await network.unet({ outputs: ['noisePrediction'] })
  const predictions: Float32Array[] = []
  for (let first = 0; first < rows.length; first += rowsPerCall) {
    signal.throwIfAborted()
    const batch = rows.slice(first, first + rowsPerCall)
    const feeds = await batchFeeds(network, unet, batch, point)
    const output = (await unet.session.run(feeds)).get('noisePrediction')!
    predictions.push(...batch.map((_, row) => rowOf(output, row)))
  }
  return predictions
}
