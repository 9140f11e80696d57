/** Where on the training timesteps a run puts its steps (Lin, Liu, Li & Yang 2024, table 2). */
export const timestepSpacings = ['linspace', 'leading', 'trailing'] as const
export type TimestepSpacing = (typeof timestepSpacings)[number]

export interface TimestepSettings {
  readonly timestepSpacing: TimestepSpacing
  readonly trainTimesteps: number
  readonly numInferenceSteps: number
  /** Added by 'leading' spacing alone. */
  readonly stepsOffset: number
  /** Multistep solvers space one step more and leave the last, timestep 0, to the jump to the clean latents. */
  readonly withoutLast?: boolean
}

/**
 * Descending timesteps, one for each step, in 0 … trainTimesteps - 1. 'linspace' is not rounded. A single step of
 * 'linspace' is the noisiest timestep, not the cleanest.
 */
export function spaceTimesteps(settings: TimestepSettings): number[] {
  const { timestepSpacing, trainTimesteps, numInferenceSteps, withoutLast = false } = settings
  const last = trainTimesteps - 1
  const spaced = withoutLast ? numInferenceSteps + 1 : numInferenceSteps
  const descending = (timestep: (step: number) => number): number[] =>
    Array.from({ length: numInferenceSteps }, (_, i) => timestep(spaced - 1 - i))

  switch (timestepSpacing) {
    case 'linspace': {
      // The stride is rounded first, as in NumPy: which way 166.5 is then rounded hangs on it.
      const stride = last / (spaced - 1)
      return descending((step) => (step === spaced - 1 ? last : step * stride))
    }
    case 'leading': {
      const stride = Math.floor(trainTimesteps / spaced)
      // Close to one step for each training timestep the offset would lead past the end.
      const offset = Math.min(settings.stepsOffset, last - stride * (spaced - 1))
      return descending((step) => step * stride + offset)
    }
    case 'trailing': {
      const stride = trainTimesteps / numInferenceSteps
      return Array.from({ length: numInferenceSteps }, (_, i) => roundHalfToEven(trainTimesteps - i * stride) - 1)
    }
  }
}

/** The rounding of IEEE 754 and of the programs that we agree with: 499.5 becomes 500, 500.5 too. */
export function roundHalfToEven(value: number): number {
  const down = Math.floor(value)
  const rest = value - down
  return rest < 0.5 || (rest === 0.5 && down % 2 === 0) ? down : down + 1
}
