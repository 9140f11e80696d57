import type { DominanceStep } from './dominance.ts'

/** How many evaluations of the network are whole, and how many read their cached feature. */
export interface PassCounts {
  readonly computed: number
  readonly cached: number
}

/** Multiply-accumulates of an evaluation of the network, as a whole and with a cached feature. */
export interface PassCosts {
  readonly computed: number
  readonly cached: number
}

export function countPasses(steps: readonly DominanceStep[]): PassCounts {
  const all = steps.flatMap(({ computed }) => computed)
  const computed = all.filter(Boolean).length
  return { computed, cached: all.length - computed }
}

/** The cost of a run as a part of that of the same run without caches. */
export function cachedCostRatio(counts: PassCounts, costs: PassCosts): number {
  const all = (counts.computed + counts.cached) * costs.computed
  return (counts.computed * costs.computed + counts.cached * costs.cached) / all
}
