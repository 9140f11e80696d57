import type { SchedulerSettings } from '../schedulers/samplers.ts'

/** The training table of the Stable Diffusion models. */
export const stableDiffusion: SchedulerSettings = {
  betaStart: 0.00085,
  betaEnd: 0.012,
  betaSchedule: 'scaled_linear',
  trainTimesteps: 1000,
  predictionType: 'epsilon',
  stepsOffset: 0,
  setAlphaToOne: false,
  rescaleZeroTerminalSNR: false,
}
