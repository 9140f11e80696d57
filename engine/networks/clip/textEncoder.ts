import type { Component } from '../../checkpoint/checkpoint.ts'
import type { CLIPConfig } from '../../checkpoint/configs/clipConfig.ts'
import type { Value } from '../../graph/graph.ts'
import { float32 } from '../../tensor/tensor.ts'
import { NetworkBuilder, type Network } from '../networkBuilder.ts'
import { attention, clipAttention } from '../layers/attention.ts'
import { linear } from '../layers/linear.ts'
import { layerNorm } from '../layers/normalization.ts'

export interface TextEncoderOptions {
  /** Layers left out at the end, plus one: 1 reads the last layer, 2 the one before it. */
  readonly clipSkip: number
  /** Whether the final layer norm is applied to what is read; SDXL reads its layer bare. */
  readonly normalised: boolean
  /** Whether the graph also computes the pooled embedding, from the last layer whatever the clip skip. */
  readonly pooled: boolean
  readonly adaptable: boolean
}

const text = { type: 'text' } as const

/**
 * A CLIP text encoder (Radford et al. 2021) as a graph. Inputs: `tokenIds [rows, positions]` int64, and for the pooled
 * embedding `endOfText [rows, 1, positions]`, 1 at the end-of-text token. Outputs: `textEmbeddings [rows, positions,
 * width]` and `pooledTextEmbedding [rows, projectionWidth]`.
 */
export function buildTextEncoder({ config, weights }: Component<CLIPConfig>, options: TextEncoderOptions): Network {
  const network = new NetworkBuilder('text encoder', weights, options.adaptable)
  const { graph } = network
  const last = encoderLayers(network, config, options.clipSkip)
  const finalNorm = (x: Value) => layerNorm(network, 'text_model.final_layer_norm', x, config.layerNormEpsilon)
  graph.output('textEmbeddings', options.normalised ? finalNorm(last.read) : last.read)
  if (options.pooled) {
    const endOfText = graph.input('endOfText', 'float32', ['rows', 1, config.maxPositions])
    const chosen = graph.reshape(graph.matmul(endOfText, finalNorm(last.deepest)), ['rows', config.hiddenSize])
    const row = { type: 'row' } as const
    const projected = config.withProjection
      ? linear(network, 'text_projection', chosen, config.projectionDim, row)
      : chosen
    graph.output('pooledTextEmbedding', projected)
  }
  return network.finish()
}

/** The layer that is read and the deepest one; what neither output needs is pruned at the end. */
function encoderLayers(network: NetworkBuilder, config: CLIPConfig, clipSkip: number) {
  const { graph } = network
  const { vocabSize, hiddenSize, maxPositions } = config
  const tokenIds = graph.input('tokenIds', 'int64', ['rows', maxPositions])
  const embeddings = 'text_model.embeddings'
  const table = network.parameter(`${embeddings}.token_embedding.weight`, [vocabSize, hiddenSize])
  const positions = network.parameter(`${embeddings}.position_embedding.weight`, [maxPositions, hiddenSize])
  const bias = causalBias(network, maxPositions)
  let x = graph.within(embeddings, () => graph.add(graph.gather(table, tokenIds), positions))
  let read = x
  for (let index = 0; index < config.layers; index++) {
    x = encoderLayer(network, `text_model.encoder.layers.${index}`, x, bias, config)
    if (index === config.layers - clipSkip) read = x
  }
  return { read, deepest: x }
}

function encoderLayer(network: NetworkBuilder, layer: string, x: Value, bias: Value, config: CLIPConfig): Value {
  const { graph } = network
  const { heads, hiddenSize, intermediateSize, layerNormEpsilon, activation } = config
  const before = layerNorm(network, `${layer}.layer_norm1`, x, layerNormEpsilon)
  const options = { heads, names: clipAttention, grid: text, bias }
  const attended = graph.add(x, attention(network, `${layer}.self_attn`, before, options))
  const normalised = layerNorm(network, `${layer}.layer_norm2`, attended, layerNormEpsilon)
  const hidden = linear(network, `${layer}.mlp.fc1`, normalised, intermediateSize, text)
  const active = graph.within(layer, () =>
    activation === 'quick_gelu' ? graph.sigmoidWeighted(hidden, 1.702) : graph.gelu(hidden),
  )
  return graph.add(attended, linear(network, `${layer}.mlp.fc2`, active, hiddenSize, text))
}

/** `[1, 1, n, n]`: a token sees itself and what comes before it. */
function causalBias(network: NetworkBuilder, length: number): Value {
  const bias = new Float32Array(length * length)
  for (let query = 0; query < length; query++) bias.fill(-Infinity, query * length + query + 1, (query + 1) * length)
  return network.graph.constant(float32([1, 1, length, length], bias))
}
