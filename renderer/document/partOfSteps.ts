/** A part of a run, from before the first step (0) to after the last (1). */
export interface PartOfSteps {
  readonly from: number
  readonly to: number
}

/** Steps as artists count them, from 1; both of them act. */
export interface StepRange {
  readonly first: number
  readonly last: number
}

/** Fractions such as 3/20 are not exact in binary. */
const rounding = 1e-9

/** The steps in a part: step s of n acts where `from` ≤ (s − 1) / n < `to`. Empty where `first` is more than `last`. */
export function stepsInPart({ from, to }: PartOfSteps, steps: number): StepRange {
  return { first: Math.ceil(from * steps - rounding) + 1, last: Math.ceil(to * steps - rounding) }
}

/** The part that holds exactly these steps. */
export function partOfSteps({ first, last }: StepRange, steps: number): PartOfSteps {
  return { from: (first - 1) / steps, to: last / steps }
}
