import type { Graph } from '../graph/graph.ts'
import { buildGradientGraph } from './buildGradientGraph.ts'

/**
 * The vector-Jacobian product of a graph of attention maps. Inputs are those of `maps`, and
 * `crossAttentionMapCotangent` and `selfAttentionMapCotangent` like the maps; outputs are both maps and
 * `latentGradient` like the latents, the gradient of ⟨cotangent, map⟩ summed over both maps. The weights get no
 * gradient.
 * @param maps A graph with the input `latents` and the outputs `crossAttentionMap` and `selfAttentionMap`.
 */
export function buildLatentGradient(maps: Graph): Graph {
  const cotangents = ['crossAttentionMap', 'selfAttentionMap'].map((value) => ({ value, input: `${value}Cotangent` }))
  return buildGradientGraph(maps, cotangents, { input: 'latents', output: 'latentGradient' })
}
