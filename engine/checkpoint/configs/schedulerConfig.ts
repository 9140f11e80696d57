import { z } from 'zod'
import { count, parseConfig, refuseOtherValues, unsupportedConfig } from './configSchema.ts'
import type { UNetConfig } from './unetConfig.ts'

export type PredictionType = 'epsilon' | 'v_prediction' | 'sample'
export type BetaSchedule = 'linear' | 'scaled_linear' | 'squaredcos_cap_v2'
export type TimestepSpacing = 'leading' | 'trailing' | 'linspace'

/** How the model was trained and what its authors sample it with. */
export interface SchedulerConfig {
  readonly betaStart: number
  readonly betaEnd: number
  readonly betaSchedule: BetaSchedule
  /** The noise table itself, where the file lists it; it then replaces the three values above. */
  readonly trainedBetas: readonly number[] | null
  readonly trainTimesteps: number
  readonly predictionType: PredictionType
  readonly timestepSpacing: TimestepSpacing
  readonly stepsOffset: number
  readonly setAlphaToOne: boolean
  readonly clipSample: boolean
  readonly rescaleZeroTerminalSNR: boolean
  /** diffusers' name of the class, such as `DDIMScheduler`. */
  readonly samplerClass: string
}

const schema = z.looseObject({
  _class_name: z.string().optional(),
  beta_start: z.number().positive().optional(),
  beta_end: z.number().positive().optional(),
  beta_schedule: z.enum(['linear', 'scaled_linear', 'squaredcos_cap_v2']).optional(),
  trained_betas: z.array(z.number().min(0).max(1)).min(1).nullish(),
  num_train_timesteps: count.default(1000),
  prediction_type: z.enum(['epsilon', 'v_prediction', 'sample']).default('epsilon'),
  timestep_spacing: z.enum(['leading', 'trailing', 'linspace']).optional(),
  steps_offset: z.int().min(0).default(0),
  set_alpha_to_one: z.boolean().optional(),
  clip_sample: z.boolean().optional(),
  rescale_betas_zero_snr: z.boolean().default(false),
})

const supportedValues = {
  beta_schedule: ['linear', 'scaled_linear', 'squaredcos_cap_v2'],
  prediction_type: ['epsilon', 'v_prediction', 'sample'],
} as const

type ClassDefaults = Pick<
  SchedulerConfig,
  'betaStart' | 'betaEnd' | 'betaSchedule' | 'timestepSpacing' | 'setAlphaToOne' | 'clipSample'
>

/** What diffusers' schedulers assume for keys that the file leaves out: most share one set. */
const commonDefaults: ClassDefaults = {
  betaStart: 0.0001,
  betaEnd: 0.02,
  betaSchedule: 'linear',
  timestepSpacing: 'linspace',
  setAlphaToOne: false,
  clipSample: false,
}

const stableDiffusionBetas = { betaStart: 0.00085, betaEnd: 0.012 }

/** Classes that differ from the common set. */
const defaultsOfClass: ReadonlyMap<string, Partial<ClassDefaults>> = new Map<string, Partial<ClassDefaults>>([
  ['DDIMScheduler', { timestepSpacing: 'leading', setAlphaToOne: true, clipSample: true }],
  ['DDPMScheduler', { timestepSpacing: 'leading', setAlphaToOne: true, clipSample: true }],
  ['PNDMScheduler', { timestepSpacing: 'leading' }],
  [
    'LCMScheduler',
    { ...stableDiffusionBetas, betaSchedule: 'scaled_linear', timestepSpacing: 'leading', setAlphaToOne: true },
  ],
  [
    'TCDScheduler',
    { ...stableDiffusionBetas, betaSchedule: 'scaled_linear', timestepSpacing: 'leading', setAlphaToOne: true },
  ],
  ['HeunDiscreteScheduler', stableDiffusionBetas],
  ['KDPM2DiscreteScheduler', stableDiffusionBetas],
  ['KDPM2AncestralDiscreteScheduler', stableDiffusionBetas],
  ['DPMSolverSDEScheduler', stableDiffusionBetas],
])

/** Classes whose models predict something else, so that no other sampler can stand in for them. */
const otherKindsOfModel = /^(EDM|FlowMatch)/

/** Reads `scheduler/scheduler_config.json`. `path` is for messages. Throws 'model-unsupported' or 'file-invalid'. */
export function parseSchedulerConfig(raw: Readonly<Record<string, unknown>>, path: string): SchedulerConfig {
  refuseOtherValues(raw, supportedValues, path)
  const config = parseConfig(schema, raw, path)
  const samplerClass = config._class_name ?? 'DDIMScheduler'
  if (otherKindsOfModel.test(samplerClass)) throw unsupportedConfig(path, '_class_name', samplerClass)
  const defaults = { ...commonDefaults, ...defaultsOfClass.get(samplerClass) }
  return {
    betaStart: config.beta_start ?? defaults.betaStart,
    betaEnd: config.beta_end ?? defaults.betaEnd,
    betaSchedule: config.beta_schedule ?? defaults.betaSchedule,
    trainedBetas: config.trained_betas ?? null,
    trainTimesteps: config.num_train_timesteps,
    predictionType: config.prediction_type,
    timestepSpacing: config.timestep_spacing ?? defaults.timestepSpacing,
    stepsOffset: config.steps_offset,
    setAlphaToOne: config.set_alpha_to_one ?? defaults.setAlphaToOne,
    clipSample: config.clip_sample ?? defaults.clipSample,
    rescaleZeroTerminalSNR: config.rescale_betas_zero_snr,
    samplerClass,
  }
}

/**
 * From this side of the latents on, an SD 2 model is one of those that were trained to predict velocity at 768 pixels.
 */
const velocitySampleSize = 96

/**
 * What stands in for a scheduler that a model folder does not have: the noise table that all Stable Diffusion models
 * were trained with. Only SD 2 models at 768 pixels predict velocity.
 */
export function defaultSchedulerConfig(architecture: 'sd1' | 'sd2' | 'sdxl', unet: UNetConfig): SchedulerConfig {
  const predictsVelocity = architecture === 'sd2' && (unet.sampleSize ?? 0) >= velocitySampleSize
  return {
    ...stableDiffusionBetas,
    betaSchedule: 'scaled_linear',
    trainedBetas: null,
    trainTimesteps: 1000,
    predictionType: predictsVelocity ? 'v_prediction' : 'epsilon',
    timestepSpacing: 'leading',
    stepsOffset: 1,
    setAlphaToOne: false,
    clipSample: false,
    rescaleZeroTerminalSNR: false,
    samplerClass: architecture === 'sdxl' ? 'EulerDiscreteScheduler' : 'DDIMScheduler',
  }
}
