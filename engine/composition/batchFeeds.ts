import type { RowGate } from '../adapters/adapterGates.ts'
import { padTokens, type TextConditioning } from '../conditioning/textConditioning.ts'
import type { AttentionMask } from '../networks/unet/attentionMasks.ts'
import { float32, type Tensor } from '../tensor/tensor.ts'
import type { Network, OpenUNet } from './network.ts'
import type { PlanMasks, Segments } from './plan.ts'

/** One row of a call: a text and the adapters that act on it. */
export interface BatchRow {
  readonly text: TextConditioning
  readonly gate: RowGate
  readonly masks?: PlanMasks | undefined
}

/** What all rows of a call share. */
export interface BatchSettings {
  readonly latents: Float32Array
  readonly timestep: number
  readonly segments?: Segments | undefined
}

/** Everything that a graph of the UNet takes for some rows of the same latents. */
export async function batchFeeds(
  network: Network,
  { masks, segmentShares }: Pick<OpenUNet, 'masks' | 'segmentShares'>,
  rows: readonly BatchRow[],
  settings: BatchSettings,
): Promise<Map<string, Tensor>> {
  const gateFeeds = network.gates.gateFeeds(rows.map(({ gate }) => gate))
  const feeds = new Map<string, Tensor>([...network.stack.feeds, ...gateFeeds])
  for (const [name, value] of await rowFeeds(network, rows, settings)) feeds.set(name, value)
  for (const mask of masks) feeds.set(mask.input, maskFeed(mask, rows, feeds))
  for (const { input, height, width } of segmentShares) {
    const shares = settings.segments!.shares({ height, width })
    feeds.set(input, float32([1, shares.length / (height * width), height * width, 1], shares))
  }
  return feeds
}

/** Without a mask of its own, every token of a row may look at every other. One mask serves rows that agree. */
function maskFeed(
  { type, height, width }: AttentionMask,
  rows: readonly BatchRow[],
  feeds: ReadonlyMap<string, Tensor>,
): Tensor {
  const tokens = height * width
  const contextTokens = type === 'cross' ? feeds.get('textEmbeddings')!.shape[1]! : tokens
  const maskOf = rows.map(({ masks }) => masks?.[type])
  const agree = maskOf.every((mask) => mask === maskOf[0])
  if (agree) return float32([1, 1, tokens, contextTokens], maskOf[0]?.({ height, width }))
  const open = new Float32Array(tokens * contextTokens)
  return stackRows(
    maskOf.map((mask) => mask?.({ height, width }) ?? open),
    [1, tokens, contextTokens],
  )
}

async function rowFeeds(
  { latentShape, encodeEmpty, sizes }: Network,
  batch: readonly BatchRow[],
  { latents, timestep, segments }: BatchSettings,
): Promise<Map<string, Tensor>> {
  const rows = batch.length
  const tokens = Math.max(...batch.map(({ text }) => text.tokens))
  const isEven = batch.every(({ text }) => text.tokens === tokens)
  const empty = isEven ? undefined : await encodeEmpty()
  const texts = batch.map(({ text }) => (empty ? padTokens(text, empty, tokens) : text))
  const { width } = texts[0]!
  const textShape = segments ? [tokens / segments.tokens, segments.tokens, width] : [tokens, width]
  const embeddings = texts.map((text) => text.embeddings)
  const feeds = new Map<string, Tensor>()
  feeds.set('latents', float32([rows, ...latentShape], repeat(latents, rows)))
  feeds.set('timesteps', float32([rows, 1], new Float32Array(rows).fill(timestep)))
  feeds.set('textEmbeddings', stackRows(embeddings, textShape))
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

/** Rows of one length and shape, one after the other. */
export function stackRows(rows: readonly Float32Array[], shape: readonly number[]): Tensor<'float32'> {
  const result = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0))
  rows.forEach((row, index) => result.set(row, index * row.length))
  return float32([rows.length, ...shape], result)
}

/** The part of an output that belongs to one row of the call. */
export function rowOf({ shape, data }: Tensor, row: number): Float32Array {
  const size = data.length / shape[0]!
  return (data as Float32Array).subarray(row * size, (row + 1) * size)
}
