import { linspace } from '../regions/centreWeights.ts'

/** In which steps latents are refined. */
export interface RefinementLimits {
  /** Refines in every step up to this one, whatever the loss does. */
  readonly certainUntil: number
  /** Refines in no step after this one. */
  readonly last: number
}

/** Of LoRA-Composer's program, which always takes 50 steps: 6 to 26 updates. */
export const composerLimits: RefinementLimits = { certainUntil: 5, last: 25 }

/** The limits of LoRA-Composer as the same parts of a run of another length. */
export function scaledComposerLimits(numInferenceSteps: number): RefinementLimits {
  const scaled = (stepIndex: number) => Math.round((stepIndex * numInferenceSteps) / 50)
  return { certainUntil: scaled(composerLimits.certainUntil), last: scaled(composerLimits.last) }
}

const firstStepSize = 20

/** 20 · √ of `numInferenceSteps` numbers from 1 to 0.5: how far LoRA-Composer moves latents along the gradient. */
export function composerStepSizes(numInferenceSteps: number): number[] {
  return linspace(1, 0.5, numInferenceSteps).map((share) => firstStepSize * Math.sqrt(share))
}

/**
 * Whether LoRA-Composer goes on refining after the update of `stepIndex`. It stops for good when the loss rises after
 * the first steps, and at the latest after `limits.last`. The update of the step itself stays. `previousLoss` is that
 * of the step before; in the first step the program compares with 1000.
 */
export function continuesRefining(
  stepIndex: number,
  loss: number,
  previousLoss: number | undefined,
  limits: RefinementLimits = composerLimits,
): boolean {
  if (stepIndex >= limits.last) return false
  return !(stepIndex >= limits.certainUntil && loss > (previousLoss ?? 1000))
}

/** When CLoRA updates latents. */
export interface ContrastiveUpdates {
  /** η: how far latents move along the gradient. */
  readonly stepSize: number
  /** K: steps before this one update the latents. */
  readonly updatedSteps: number
  /** Steps in which the update is repeated. */
  readonly repeatedSteps: readonly number[]
  /** How often it is repeated there. */
  readonly repetitions: number
}

/** As in CLoRA's program where nothing else is said, and as in its demonstration of 100 steps. */
export const contrastiveUpdates = {
  released: { stepSize: 20, updatedSteps: 30, repeatedSteps: [], repetitions: 20 },
  demonstration: { stepSize: 20, updatedSteps: 50, repeatedSteps: [0, 10, 20], repetitions: 20 },
} as const satisfies Record<string, ContrastiveUpdates>

/** How many times CLoRA updates the latents in a step. */
export function updatesInStep(stepIndex: number, updates: ContrastiveUpdates): number {
  if (stepIndex >= updates.updatedSteps) return 0
  return 1 + (updates.repeatedSteps.includes(stepIndex) ? updates.repetitions : 0)
}

/**
 * Whether repeating is of no more use: over the last `window` updates the loss fell by less than `tolerance` of its
 * value. CLoRA as released never asks and repeats a fixed number of times.
 */
export function hasPlateaued(losses: readonly number[], { window = 3, tolerance = 0.01 } = {}): boolean {
  if (losses.length <= window) return false
  const before = losses[losses.length - 1 - window]!
  const now = losses.at(-1)!
  return before - now < tolerance * Math.abs(before)
}
