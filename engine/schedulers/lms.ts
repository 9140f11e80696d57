import { toNoise } from './prediction.ts'
import type { CreateScheduler } from './scheduler.ts'
import { assembleSigmaScheduler, karrasFamily } from './sigmaScheduler.ts'
import { weightedSum } from './weightedSum.ts'
import type { WeightedTerm } from './weightedSum.ts'

const longestHistory = 4

interface Slope {
  readonly sigma: number
  readonly noise: Float32Array
}

/**
 * The linear multistep method of k-diffusion: an Adams-Bashforth method on uneven steps (Hairer, Nørsett & Wanner 1993,
 * §III.5). dx/dσ = ε is replaced by the polynomial through its last four values and integrated over the step.
 */
export const createLMSScheduler: CreateScheduler = (noiseSchedule, options) => {
  const slopes: Slope[] = [] // newest first
  return assembleSigmaScheduler(noiseSchedule, options, karrasFamily, (evaluation) => {
    const { from, to, latents } = evaluation
    const sigmaFrom = from.noise / from.signal
    const sigmaTo = to.noise / to.signal
    slopes.unshift({ sigma: sigmaFrom, noise: toNoise(evaluation) })
    slopes.length = Math.min(slopes.length, longestHistory)
    const nodes = slopes.map(({ sigma }) => sigma)
    const terms = slopes.map(({ noise }, i): WeightedTerm => [
      to.signal * integrateBasis(nodes, i, sigmaFrom, sigmaTo),
      noise,
    ])
    return weightedSum([[to.signal / from.signal, latents], ...terms])
  })
}

/**
 * ∫ of the Lagrange polynomial that is 1 at nodes[index] and 0 at the other nodes. Two Gauss-Legendre points integrate
 * degree 3 exactly, which is the most that four nodes make.
 */
function integrateBasis(nodes: readonly number[], index: number, begin: number, end: number): number {
  const middle = (begin + end) / 2
  const half = (end - begin) / 2
  const node = nodes[index]!
  const basis = (x: number): number =>
    nodes.reduce((product, other, i) => (i === index ? product : (product * (x - other)) / (node - other)), 1)
  return half * (basis(middle - half / Math.sqrt(3)) + basis(middle + half / Math.sqrt(3)))
}
