import type { NoiseSchedule } from './noiseSchedule.ts'
import type { NoiseLevel } from './prediction.ts'
import { levelOfAlphaCumprod } from './scheduler.ts'
import type { SchedulerOptions } from './scheduler.ts'
import { roundHalfToEven, spaceTimesteps } from './timestepSpacing.ts'

/** Whole timesteps of a run, and the noise level of each and, last, of the result: for the methods that work on ᾱ. */
export function spaceAlphas(
  noiseSchedule: NoiseSchedule,
  options: SchedulerOptions,
  finalAlphaCumprod: number,
): { timesteps: number[]; levels: NoiseLevel[] } {
  const { alphasCumprod } = noiseSchedule
  const timesteps = spaceTimesteps({ ...options, trainTimesteps: alphasCumprod.length }).map(roundHalfToEven)
  const levels = [...timesteps.map((timestep) => alphasCumprod[timestep]!), finalAlphaCumprod].map(levelOfAlphaCumprod)
  return { timesteps, levels }
}

/** ᾱ at the end of a run: none of the noise is left, or that of timestep 0. */
export function finalAlphaCumprod({ alphasCumprod }: NoiseSchedule, { setAlphaToOne }: SchedulerOptions): number {
  return setAlphaToOne ? 1 : alphasCumprod[0]!
}
