import type { Component } from '../../checkpoint/checkpoint.ts'
import type { UNetConfig } from '../../checkpoint/configs/unetConfig.ts'
import { diffusersAttention, projectContext } from '../layers/attention.ts'
import { NetworkBuilder, type Network } from '../networkBuilder.ts'
import { textAttentions } from './transformers.ts'
import { declareTextEmbeddings, textKeyNames } from './textContext.ts'

export interface TextKeysOptions {
  /** Whether adapters can act on the projections to keys and values. */
  readonly adaptable: boolean
  /** As in the UNet that the keys are for. */
  readonly segmentTokens?: number
}

/**
 * Keys and values of every attention that reads the text, which depend on neither latents nor timestep: a run computes
 * them once for all of its steps. They are what a UNet built with keys `given` takes, under the same names, and the
 * same numbers that a UNet without them computes.
 *
 * Input: `textEmbeddings [rows, textTokens, width]`, or `[rows, segments, segmentTokens, width]`. Outputs: for each
 * attention `<layer>:keys` and `<layer>:values`, with the attention's own width. A UNet that stops early takes some of
 * them.
 * @throws EngineError `file-invalid` where the weights do not fit the config.
 */
export function buildTextKeys({ config, weights }: Component<UNetConfig>, options: TextKeysOptions): Network {
  const network = new NetworkBuilder('text keys', weights, options.adaptable)
  const text = declareTextEmbeddings(network, config, options)
  for (const layer of textAttentions(config)) {
    const inner = network.shapeOf(`${layer}.${diffusersAttention.queries}.weight`)[0]!
    const { keys, values } = projectContext(network, layer, inner, diffusersAttention, text)
    const names = textKeyNames(layer)
    network.graph.output(names.keys, keys)
    network.graph.output(names.values, values)
  }
  return network.finish()
}
