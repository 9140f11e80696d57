import type { Graph } from '../graph/graph.ts'
import { GraphBuilder } from '../graph/graphBuilder.ts'
import { float32, type Tensor } from '../tensor/tensor.ts'

const side = 8
const channels = 16

/**
 * A little of everything that a UNet is made of: convolution, normalisation, attention with two heads, a gated product.
 * Providers have been seen to compute attention wrongly on some devices, which only shows in the numbers.
 */
export function buildProbe(): { readonly graph: Graph; readonly feeds: ReadonlyMap<string, Tensor> } {
  const graph = new GraphBuilder('provider probe')
  const wave = (shape: readonly number[], pace: number) => {
    const count = shape.reduce((product, size) => product * size, 1)
    return float32(
      shape,
      Float32Array.from({ length: count }, (_, index) => Math.sin(pace * index) / 2),
    )
  }
  const pictures = graph.input('pictures', 'float32', ['rows', channels, side, side])
  const kernel = graph.constant(wave([channels, channels, 3, 3], 0.7))
  const filtered = graph.silu(graph.conv(pictures, kernel, undefined, { padding: [1, 1, 1, 1] }))
  const tokens = graph.transpose(graph.reshape(filtered, ['rows', channels, side * side]), [0, 2, 1])
  const ones = graph.constant(float32([channels], new Float32Array(channels).fill(1)))
  const zeros = graph.constant(float32([channels]))
  const normalised = graph.layerNorm(tokens, ones, zeros, 1e-5)
  const project = (pace: number) => graph.matmulTransposed(normalised, graph.constant(wave([channels, channels], pace)))
  const attended = graph.multiHeadAttention(project(0.3), project(0.5), project(0.9), 2)
  graph.output('result', graph.gelu(graph.add(attended, tokens)))
  return { graph: graph.finish(), feeds: new Map([['pictures', wave([2, channels, side, side], 0.11)]]) }
}
