import { closestWords } from '../errors/closestWords.ts'
import { EngineError } from '../errors/engineError.ts'
import { createDDIMScheduler } from './ddim.ts'
import { createDDPMScheduler } from './ddpm.ts'
import { createDPMpp2MScheduler } from './dpmpp2m.ts'
import { createDPMpp2MSDEScheduler } from './dpmpp2mSde.ts'
import { createDPMpp2SScheduler } from './dpmpp2s.ts'
import { createEulerScheduler } from './euler.ts'
import { createEulerAncestralScheduler } from './eulerAncestral.ts'
import { createHeunScheduler } from './heun.ts'
import { createLCMScheduler } from './lcm.ts'
import { createLMSScheduler } from './lms.ts'
import { createNoiseSchedule } from './noiseSchedule.ts'
import type { NoiseScheduleSettings } from './noiseSchedule.ts'
import { createPNDMScheduler } from './pndm.ts'
import type { PredictionType } from './prediction.ts'
import type { CreateScheduler, Scheduler } from './scheduler.ts'
import type { SigmaSpacing } from './sigmaSpacing.ts'
import type { TimestepSpacing } from './timestepSpacing.ts'
import { createUniPCScheduler } from './unipc.ts'

/** A scheduler under the name that artists know, with the spacing that belongs to the name. */
export interface Sampler {
  readonly name: string
  /** What other programs call it: class names of diffusers, ids of ComfyUI. */
  readonly aliases: readonly string[]
  readonly create: CreateScheduler
  readonly sigmaSpacing: SigmaSpacing
  readonly timestepSpacing: TimestepSpacing
  /** Cost of a step; one evaluation more or fewer may come to a whole run. */
  readonly evaluationsPerStep: number
  readonly stochastic: boolean
}

interface Algorithm extends Omit<Sampler, 'sigmaSpacing'> {
  /** Whether it goes by sigmas, so that their spacing can be chosen. */
  readonly onSigmas: boolean
}

const algorithms: readonly Algorithm[] = [
  {
    name: 'Euler a',
    aliases: ['euler_ancestral', 'EulerAncestralDiscreteScheduler'],
    create: createEulerAncestralScheduler,
    timestepSpacing: 'linspace',
    evaluationsPerStep: 1,
    stochastic: true,
    onSigmas: true,
  },
  {
    name: 'Euler',
    aliases: ['EulerDiscreteScheduler'],
    create: createEulerScheduler,
    timestepSpacing: 'linspace',
    evaluationsPerStep: 1,
    stochastic: false,
    onSigmas: true,
  },
  {
    name: 'LMS',
    aliases: ['LMSDiscreteScheduler'],
    create: createLMSScheduler,
    timestepSpacing: 'linspace',
    evaluationsPerStep: 1,
    stochastic: false,
    onSigmas: true,
  },
  {
    name: 'Heun',
    aliases: ['HeunDiscreteScheduler'],
    create: createHeunScheduler,
    timestepSpacing: 'linspace',
    evaluationsPerStep: 2,
    stochastic: false,
    onSigmas: true,
  },
  {
    name: 'DPM++ 2M',
    aliases: ['dpmpp_2m', 'DPMSolverMultistepScheduler'],
    create: createDPMpp2MScheduler,
    timestepSpacing: 'linspace',
    evaluationsPerStep: 1,
    stochastic: false,
    onSigmas: true,
  },
  {
    name: 'DPM++ 2M SDE',
    aliases: ['dpmpp_2m_sde', 'dpmpp_2m_sde_gpu'],
    create: createDPMpp2MSDEScheduler,
    timestepSpacing: 'linspace',
    evaluationsPerStep: 1,
    stochastic: true,
    onSigmas: true,
  },
  {
    name: 'DPM++ 2S',
    aliases: ['dpmpp_2s', 'DPMSolverSinglestepScheduler'],
    create: createDPMpp2SScheduler,
    timestepSpacing: 'linspace',
    evaluationsPerStep: 1,
    stochastic: false,
    onSigmas: true,
  },
  {
    name: 'UniPC',
    aliases: ['uni_pc', 'uni_pc_bh2', 'UniPCMultistepScheduler'],
    create: createUniPCScheduler,
    timestepSpacing: 'linspace',
    evaluationsPerStep: 1,
    stochastic: false,
    onSigmas: true,
  },
  {
    name: 'DDIM',
    aliases: ['DDIMScheduler'],
    create: createDDIMScheduler,
    timestepSpacing: 'leading',
    evaluationsPerStep: 1,
    stochastic: false,
    onSigmas: false,
  },
  {
    name: 'DDPM',
    aliases: ['DDPMScheduler'],
    create: createDDPMScheduler,
    timestepSpacing: 'leading',
    evaluationsPerStep: 1,
    stochastic: true,
    onSigmas: false,
  },
  {
    name: 'PLMS',
    aliases: ['PNDM', 'PNDMScheduler'],
    create: createPNDMScheduler,
    timestepSpacing: 'leading',
    evaluationsPerStep: 1,
    stochastic: false,
    onSigmas: false,
  },
  {
    name: 'LCM',
    aliases: ['LCMScheduler'],
    create: createLCMScheduler,
    timestepSpacing: 'trailing',
    evaluationsPerStep: 1,
    stochastic: true,
    onSigmas: false,
  },
]

/** What follows an algorithm's name, and ComfyUI's id for the same. */
const spacingNames: readonly { sigmaSpacing: SigmaSpacing; name: string; id: string }[] = [
  { sigmaSpacing: 'uniform', name: '', id: 'normal' },
  { sigmaSpacing: 'karras', name: ' Karras', id: 'karras' },
  { sigmaSpacing: 'exponential', name: ' Exponential', id: 'exponential' },
  { sigmaSpacing: 'sgm-uniform', name: ' SGM Uniform', id: 'sgm_uniform' },
  { sigmaSpacing: 'simple', name: ' Simple', id: 'simple' },
  { sigmaSpacing: 'ddim-uniform', name: ' DDIM Uniform', id: 'ddim_uniform' },
  { sigmaSpacing: 'beta', name: ' Beta', id: 'beta' },
  { sigmaSpacing: 'kl-optimal', name: ' KL Optimal', id: 'kl_optimal' },
]

/**
 * Every sampler there is, algorithm by algorithm. 'DPM++ 2S' is the singlestep solver of its paper and not the 'DPM++
 * 2S a' of other programs, which adds noise.
 */
export const samplers: readonly Sampler[] = algorithms.flatMap(({ onSigmas, ...algorithm }) =>
  spacingNames.slice(0, onSigmas ? spacingNames.length : 1).map(({ sigmaSpacing, name, id }): Sampler => ({
    ...algorithm,
    name: algorithm.name + name,
    aliases:
      sigmaSpacing === 'uniform'
        ? [...algorithm.aliases, ...[algorithm.name, ...algorithm.aliases].map((alias) => `${alias}+${id}`)]
        : [algorithm.name, ...algorithm.aliases].flatMap((alias) => [`${alias}+${id}`, `${alias}_${id}`]),
    sigmaSpacing,
  })),
)

/** One spelling for what differs only in case, in spaces or in the word 'scheduler'. */
function normalise(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_')
    .replace(/_?\+_?(?=[a-z])/g, '+')
    .replace(/_?scheduler(?=$|[_+])/, '')
}

const samplerOfName = new Map(
  samplers.flatMap((sampler) => [sampler.name, ...sampler.aliases].map((name) => [normalise(name), sampler] as const)),
)

/**
 * The sampler of a name in any case, by its own name ('DPM++ 2M Karras'), by diffusers' class name or by ComfyUI's ids
 * ('dpmpp_2m', 'dpmpp_2m+karras'). Throws 'setting-invalid' with the closest names for any other.
 */
export function findSampler(name: string): Sampler {
  const sampler = samplerOfName.get(normalise(name))
  if (sampler !== undefined) return sampler
  const typed = name.length > 60 ? `${name.slice(0, 60)}…` : name
  const names = samplers.map((known) => known.name)
  const closest = closestWords(typed, names, 3).map((known) => `'${known}'`)
  throw new EngineError(
    'setting-invalid',
    `There is no sampler '${typed}'.`,
    `Choose another; the closest names are ${closest.join(', ')}.`,
  )
}

/** What a model's scheduler config says, as far as sampling needs it. */
export interface SchedulerSettings extends NoiseScheduleSettings {
  readonly predictionType: PredictionType
  /** The spacing that the model's authors use. Replaces the sampler's own unless `samplerClass` is another sampler. */
  readonly timestepSpacing?: TimestepSpacing | undefined
  /** The sampler that the model's authors use, by diffusers' class name. */
  readonly samplerClass?: string | undefined
  readonly stepsOffset: number
  readonly setAlphaToOne: boolean
}

const mostInferenceSteps = 1000

/**
 * A scheduler for one run of `numInferenceSteps` steps of a model. Throws 'setting-invalid' for an unknown sampler or
 * an impossible number of steps, 'model-unsupported' for settings that are no noise schedule.
 */
export function createScheduler(
  samplerName: string,
  settings: SchedulerSettings,
  numInferenceSteps: number,
): Scheduler {
  const sampler = findSampler(samplerName)
  const most = Math.min(mostInferenceSteps, settings.trainTimesteps)
  if (!Number.isInteger(numInferenceSteps) || numInferenceSteps < 1 || numInferenceSteps > most) {
    throw new EngineError(
      'setting-invalid',
      `The sampler '${sampler.name}' was asked for ${numInferenceSteps} steps; 1 to ${most} are possible.`,
      `Set the number of steps to a whole number from 1 to ${most}; 20 to 30 are usual.`,
    )
  }
  return sampler.create(createNoiseSchedule(settings), {
    numInferenceSteps,
    predictionType: settings.predictionType,
    timestepSpacing: chooseTimestepSpacing(sampler, settings),
    sigmaSpacing: sampler.sigmaSpacing,
    stepsOffset: settings.stepsOffset,
    setAlphaToOne: settings.setAlphaToOne,
  })
}

function chooseTimestepSpacing(
  sampler: Sampler,
  { timestepSpacing, samplerClass }: SchedulerSettings,
): TimestepSpacing {
  const isModelsOwn =
    samplerClass === undefined || samplerOfName.get(normalise(samplerClass))?.create === sampler.create
  return (isModelsOwn ? timestepSpacing : undefined) ?? sampler.timestepSpacing
}
