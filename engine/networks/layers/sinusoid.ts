import type { Value } from '../../graph/graph.ts'
import type { GraphBuilder } from '../../graph/graphBuilder.ts'
import { float32 } from '../../tensor/tensor.ts'

/**
 * Sinusoidal embedding of `[…, 1]` to `[…, width]`: angles x · 10000^(−i / (width/2 − shift)) (Vaswani et al. 2017
 * §3.5, as diffusers' `Timesteps`). Sines come first unless `flipped`.
 */
export function sinusoid(graph: GraphBuilder, x: Value, width: number, flipped: boolean, shift: number): Value {
  const half = width / 2
  const exponent = (index: number) => Math.exp((-Math.log(10000) * index) / (half - shift))
  const frequencies = graph.constant(
    float32(
      [half],
      Float32Array.from({ length: half }, (_, index) => exponent(index)),
    ),
  )
  const angles = graph.mul(x, frequencies)
  const halves = [graph.sin(angles), graph.cos(angles)]
  return graph.concat(flipped ? halves.reverse() : halves, angles.shape.length - 1)
}
