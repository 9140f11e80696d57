import type { AdapterStack } from '../adapters/adapterStack.ts'
import type { GateSource } from '../adapters/gateSource.ts'
import type { RowGate } from '../adapters/adapterGates.ts'
import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import type { CLIPConfig } from '../checkpoint/configs/clipConfig.ts'
import { EngineError } from '../errors/engineError.ts'
import type { Graph } from '../graph/graph.ts'
import type { AdapterSlot } from '../graph/slot.ts'
import { mostClipSkip, textEncoderOptions } from '../networks/clip/encoderOptions.ts'
import { buildTextEncoder } from '../networks/clip/textEncoder.ts'
import type { Runnable } from '../runtime/sessionCache.ts'
import { float32, tensor, type Tensor } from '../tensor/tensor.ts'
import type { ClipTokenizer } from '../tokenizer/clipTokenizer.ts'
import { chunkPrompt, findTokenPositions, type PromptChunk } from './promptChunks.ts'
import { readTokenizer } from './readTokenizer.ts'
import type { TextConditioning } from './textConditioning.ts'
import { weightEmbeddings } from './tokenWeights.ts'

/** One text encoder, ready to run. */
export interface TextEncoder {
  readonly config: CLIPConfig
  readonly tokenizer: ClipTokenizer
  readonly session: Runnable
  readonly slots: readonly AdapterSlot[]
  readonly pooled: boolean
}

/** A text encoder with adapters in its slots. */
export interface StackedEncoder {
  readonly encoder: TextEncoder
  readonly stack: AdapterStack
  readonly gates: GateSource
}

/**
 * Opens the text encoders of a model.
 * @throws EngineError `setting-invalid` for a clip skip that an encoder has not enough layers for, `file-missing` where
 * the model has no tokenizer.
 */
export async function openTextEncoders(
  checkpoint: Checkpoint,
  clipSkip: number,
  openGraph: OpenGraph,
): Promise<TextEncoder[]> {
  requireLayers(checkpoint, clipSkip)
  const encoders: TextEncoder[] = []
  for (const [index, options] of textEncoderOptions(checkpoint, clipSkip).entries()) {
    const component = checkpoint.textEncoders[index]!
    const tokenizer = await readTokenizer(checkpoint, index)
    const { graph, slots } = buildTextEncoder(component, options)
    const session = await openGraph(`text encoder ${index}, clip skip ${clipSkip}`, graph)
    encoders.push({ config: component.config, slots, session, tokenizer, pooled: options.pooled })
  }
  return encoders
}

/** Makes a graph ready to run under a key that says what it computes. */
export type OpenGraph = (key: string, graph: Graph) => Promise<Runnable>

function requireLayers(checkpoint: Checkpoint, clipSkip: number): void {
  const most = mostClipSkip(checkpoint)
  if (clipSkip <= most) return
  const layers = Math.min(...checkpoint.textEncoders.map(({ config }) => config.layers))
  throw new EngineError(
    'setting-invalid',
    `The clip skip ${clipSkip} is too much for '${checkpoint.name}', whose text encoder has ${layers} layers.`,
    `Set clipSkip to ${most === 1 ? '1' : `a number from 1 to ${most}`}.`,
  )
}

/**
 * Encodes a prompt with every encoder and joins what they say: widths side by side, chunks one after the other.
 * Adapters act on the whole prompt, as strongly as `gate` says.
 */
export async function encodePrompt(
  encoders: readonly StackedEncoder[],
  prompt: string,
  gate: RowGate,
): Promise<TextConditioning> {
  const parts: { embeddings: Float32Array; width: number; pooled: Float32Array | undefined }[] = []
  let tokens = 0
  for (const { encoder, stack, gates } of encoders) {
    const chunks = chunkPrompt(encoder.tokenizer, prompt, encoder.config.maxPositions)
    const adapterFeeds = [...stack.feeds, ...gates.gateFeeds([gate])]
    const feeds = new Map<string, Tensor>([...adapterFeeds, ...chunkFeeds(encoder, chunks)])
    const outputs = await encoder.session.run(feeds)
    const pooled = outputs.get('pooledTextEmbedding')
    tokens = chunks.length * encoder.config.maxPositions
    parts.push({
      width: encoder.config.hiddenSize,
      embeddings: weighChunks(chunks, outputs.get('textEmbeddings')!.data as Float32Array),
      pooled: (pooled?.data as Float32Array | undefined)?.slice(0, pooled!.shape[1]),
    })
  }
  const width = parts.reduce((sum, part) => sum + part.width, 0)
  const pooled = parts.find((part) => part.pooled)?.pooled
  return { embeddings: sideBySide(parts, tokens, width), tokens, width, ...(pooled && { pooled }) }
}

/** Where words stand in a prompt, as places along the text axis; all encoders of a model divide a prompt alike. */
export function findWords({ tokenizer, config }: TextEncoder, prompt: string, words: string): number[][] {
  return findTokenPositions(tokenizer, chunkPrompt(tokenizer, prompt, config.maxPositions), words)
}

function chunkFeeds({ config, pooled }: TextEncoder, chunks: readonly PromptChunk[]): Map<string, Tensor> {
  const length = config.maxPositions
  const tokenIds = new BigInt64Array(chunks.length * length)
  const endOfText = new Float32Array(chunks.length * length)
  chunks.forEach((chunk, row) => {
    chunk.tokenIds.forEach((id, position) => (tokenIds[row * length + position] = BigInt(id)))
    endOfText[row * length + chunk.tokenIds.indexOf(config.eosTokenId)] = 1
  })
  const feeds = new Map<string, Tensor>([['tokenIds', tensor('int64', [chunks.length, length], tokenIds)]])
  if (pooled) feeds.set('endOfText', float32([chunks.length, 1, length], endOfText))
  return feeds
}

function weighChunks(chunks: readonly PromptChunk[], embeddings: Float32Array): Float32Array {
  const size = embeddings.length / chunks.length
  const result = new Float32Array(embeddings.length)
  chunks.forEach(({ weights }, row) => {
    result.set(weightEmbeddings(embeddings.subarray(row * size, (row + 1) * size), weights), row * size)
  })
  return result
}

function sideBySide(
  parts: readonly { embeddings: Float32Array; width: number }[],
  tokens: number,
  width: number,
): Float32Array {
  if (parts.length === 1) return parts[0]!.embeddings
  const joined = new Float32Array(tokens * width)
  let left = 0
  for (const part of parts) {
    for (let token = 0; token < tokens; token++) {
      joined.set(part.embeddings.subarray(token * part.width, (token + 1) * part.width), token * width + left)
    }
    left += part.width
  }
  return joined
}
