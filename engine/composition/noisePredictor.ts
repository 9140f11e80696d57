import type { AdapterStack } from '../adapters/adapterStack.ts'
import type { GateSource } from '../adapters/gateSource.ts'
import { padTokens, type TextConditioning } from '../conditioning/textConditioning.ts'
import type { AttentionMask } from '../networks/unet/attentionMasks.ts'
import type { Runnable } from '../runtime/sessionCache.ts'
import { float32, type Tensor } from '../tensor/tensor.ts'
import type { PlanRow, RowWeight, StepPlan } from './plan.ts'

/** Everything that a run needs to turn plans into predictions. */
export interface PredictorParts {
  readonly session: Runnable
  /** The masks that the session takes. */
  readonly masks: readonly AttentionMask[]
  readonly stack: AdapterStack
  readonly gates: GateSource
  /** Shape of one picture's latents, `[channels, height, width]`. */
  readonly latentShape: readonly [number, number, number]
  readonly guidanceScale: number
  /** Encodes the empty prompt, which stands behind prompts that have fewer chunks than the longest. */
  readonly encodeEmpty: () => Promise<TextConditioning>
  /** SDXL's six sizes; undefined for models that have no such input. */
  readonly sizes?: readonly number[] | undefined
}

/** The network's prediction for latents in its own scale, after guidance; same length as the latents. */
export type NoisePredictor = (plan: StepPlan, latents: Float32Array, timestep: number) => Promise<Float32Array>

/** One row of the batch: a text and the gate of the plan row that it belongs to. */
interface BatchRow {
  readonly text: TextConditioning
  readonly planRow: PlanRow
}

/**
 * Executes plans: all rows of a plan, with both halves of classifier-free guidance, are one call of the UNet.
 * u + guidanceScale (c − u): Ho & Salimans 2022, eq. 6, with guidanceScale = 1 + w. At a scale of 1 the unconditional half
 * has no effect and is not computed.
 */
export function createNoisePredictor(parts: PredictorParts): NoisePredictor {
  const { session, masks, stack, gates, guidanceScale } = parts
  const guided = guidanceScale !== 1
  return async (plan, latents, timestep) => {
    const unconditional = guided ? plan.rows.map((planRow) => ({ text: planRow.unconditional, planRow })) : []
    const conditional = plan.rows.map((planRow) => ({ text: planRow.conditional, planRow }))
    const batch = [...unconditional, ...conditional]
    const gateFeeds = gates.gateFeeds(batch.map(({ planRow }) => planRow.gate))
    const feeds = new Map<string, Tensor>([...stack.feeds, ...gateFeeds])
    for (const [name, value] of await rowFeeds(parts, batch, latents, timestep)) feeds.set(name, value)
    for (const mask of masks) feeds.set(mask.input, maskFeed(mask, plan, feeds))
    const output = (await session.run(feeds)).get('noisePrediction')!.data as Float32Array
    const size = latents.length
    const half = (first: number) => weightedSum(output, first, plan.combine, size)
    return guided ? guide(half(0), half(plan.rows.length), guidanceScale) : half(0)
  }
}

/** Without a mask of its own, every token may look at every other. */
function maskFeed({ type, height, width }: AttentionMask, plan: StepPlan, feeds: ReadonlyMap<string, Tensor>): Tensor {
  const tokens = height * width
  const contextTokens = type === 'cross' ? feeds.get('textEmbeddings')!.shape[1]! : tokens
  const mask = plan.masks?.[type]?.({ height, width })
  return float32([1, 1, tokens, contextTokens], mask)
}

async function rowFeeds(
  { latentShape, encodeEmpty, sizes }: PredictorParts,
  batch: readonly BatchRow[],
  latents: Float32Array,
  timestep: number,
): Promise<Map<string, Tensor>> {
  const rows = batch.length
  const tokens = Math.max(...batch.map(({ text }) => text.tokens))
  const isEven = batch.every(({ text }) => text.tokens === tokens)
  const empty = isEven ? undefined : await encodeEmpty()
  const texts = batch.map(({ text }) => (empty ? padTokens(text, empty, tokens) : text))
  const width = texts[0]!.width
  const feeds = new Map<string, Tensor>()
  feeds.set('latents', float32([rows, ...latentShape], repeat(latents, rows)))
  feeds.set('timesteps', float32([rows, 1], new Float32Array(rows).fill(timestep)))
  feeds.set(
    'textEmbeddings',
    stackRows(
      texts.map(({ embeddings }) => embeddings),
      [tokens, width],
    ),
  )
  const pooled = texts.flatMap((text) => text.pooled ?? [])
  if (pooled.length > 0) feeds.set('pooledTextEmbedding', stackRows(pooled, [pooled[0]!.length]))
  if (sizes) feeds.set('sizes', float32([rows, 6, 1], repeat(Float32Array.from(sizes), rows)))
  return feeds
}

function repeat(values: Float32Array, rows: number): Float32Array {
  const result = new Float32Array(values.length * rows)
  for (let row = 0; row < rows; row++) result.set(values, row * values.length)
  return result
}

function stackRows(rows: readonly Float32Array[], shape: readonly number[]): Tensor<'float32'> {
  const result = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0))
  rows.forEach((row, index) => result.set(row, index * row.length))
  return float32([rows.length, ...shape], result)
}

/** Σ weight · row over consecutive rows of `values` from row `first` on. A single row of weight 1 comes through untouched. */
function weightedSum(values: Float32Array, first: number, weights: readonly RowWeight[], size: number): Float32Array {
  const row = (index: number) => values.subarray((first + index) * size, (first + index + 1) * size)
  if (weights.length === 1 && weights[0] === 1) return row(0)
  const sum = new Float32Array(size)
  weights.forEach((weight, index) => {
    const prediction = row(index)
    if (typeof weight === 'number') {
      for (let i = 0; i < size; i++) sum[i]! += weight * prediction[i]!
    } else {
      const cells = weight.length // the same for every channel
      for (let i = 0; i < size; i++) sum[i]! += weight[i % cells]! * prediction[i]!
    }
  })
  return sum
}

function guide(unconditional: Float32Array, conditional: Float32Array, scale: number): Float32Array {
  return conditional.map((value, index) => unconditional[index]! + scale * (value - unconditional[index]!))
}
