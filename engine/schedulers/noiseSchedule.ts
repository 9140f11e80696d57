import { EngineError } from '../errors/engineError.ts'

/** How β grows over training: evenly, evenly in √β, or so that ᾱ follows a squared cosine. */
export const betaSchedules = ['linear', 'scaled_linear', 'squaredcos_cap_v2'] as const
export type BetaSchedule = (typeof betaSchedules)[number]

/** The noise that a model was trained on, as its scheduler config names it. */
export interface NoiseScheduleSettings {
  readonly trainTimesteps: number
  readonly betaStart: number
  readonly betaEnd: number
  readonly betaSchedule: BetaSchedule
  /** Replaces the three numbers above where the config lists every β. */
  readonly trainedBetas?: readonly number[] | null | undefined
  readonly rescaleZeroTerminalSNR: boolean
}

/** The training table, one row for each timestep, each value rounded to float32 as the programs that train hold it. */
export interface NoiseSchedule {
  readonly betas: Float32Array
  /** ᾱ: the product of 1 - β up to a timestep. Exactly 0 at the end where the schedule was rescaled. */
  readonly alphasCumprod: Float32Array
  /** √((1 - ᾱ) / ᾱ), finite even where ᾱ is 0. */
  readonly sigmas: Float32Array
}

const round = Math.fround
const mostTrainTimesteps = 100_000
/** Below this, 1 - β is 1 in float32, and a timestep without noise has no logarithm. */
const smallestBeta = 1e-7
/** ᾱ never counts as smaller than this, so that its sigma, 4096, is a number to compute with. */
export const smallestAlphaCumprod = 2 ** -24

/**
 * The tables of Ho, Jain & Abbeel 2020 ("Denoising diffusion probabilistic models", §2) for a model's settings. They
 * are rounded to float32 step by step because other programs are: at the first timestep that decides the fourth digit
 * of sigma. Throws 'model-unsupported' for settings that are not a noise schedule.
 */
export function createNoiseSchedule(settings: NoiseScheduleSettings): NoiseSchedule {
  checkSettings(settings)
  const betas = settings.rescaleZeroTerminalSNR
    ? withZeroTerminalSNR(Float32Array.from(listBetas(settings)))
    : Float32Array.from(listBetas(settings))
  const alphasCumprod = cumulate(betas)
  const sigmas = alphasCumprod.map((value) => {
    const alphaCumprod = Math.max(value, smallestAlphaCumprod)
    return Math.sqrt(round(round(1 - alphaCumprod) / alphaCumprod))
  })
  return { betas, alphasCumprod, sigmas }
}

function listBetas({ trainedBetas, betaSchedule, betaStart, betaEnd, trainTimesteps }: NoiseScheduleSettings) {
  return trainedBetas ?? betaTables[betaSchedule](betaStart, betaEnd, trainTimesteps)
}

const betaTables: Record<BetaSchedule, (start: number, end: number, count: number) => number[]> = {
  linear: evenlySpaced,
  // Rombach et al. 2022, as in the code that trained Stable Diffusion
  scaled_linear: (start, end, count) =>
    evenlySpaced(Math.sqrt(start), Math.sqrt(end), count).map((root) => root * root),
  // Nichol & Dhariwal 2021, eq. 17, β at most 0.999
  squaredcos_cap_v2: (_start, _end, count) => {
    const alphaBar = (time: number) => Math.cos((((time + 0.008) / 1.008) * Math.PI) / 2) ** 2
    return Array.from({ length: count }, (_, i) => Math.min(1 - alphaBar((i + 1) / count) / alphaBar(i / count), 0.999))
  },
}

/** `count` float32 values from `start` to `end`, each counted from the nearer end. */
function evenlySpaced(start: number, end: number, count: number): number[] {
  const first = round(start)
  const last = round(end)
  const stride = count > 1 ? round(round(last - first) / (count - 1)) : 0
  return Array.from({ length: count }, (_, i) =>
    i < count / 2 ? round(first + stride * i) : round(last - stride * (count - 1 - i)),
  )
}

function cumulate(betas: Float32Array): Float32Array {
  let product = 1
  return betas.map((beta) => (product *= round(1 - beta)))
}

/** Lin, Liu, Li & Yang 2024, "Common diffusion noise schedules and sample steps are flawed", algorithm 1. */
function withZeroTerminalSNR(betas: Float32Array): Float32Array {
  const roots = cumulate(betas).map(Math.sqrt)
  const first = roots[0]!
  const last = roots.at(-1)!
  const alphasCumprod = roots.map((root) => ((root - last) * first) / (first - last)).map((root) => root * root)
  return alphasCumprod.map((value, i) => 1 - (i === 0 ? value : value / alphasCumprod[i - 1]!))
}

function checkSettings(settings: NoiseScheduleSettings): void {
  const { trainTimesteps, trainedBetas } = settings
  if (!Number.isInteger(trainTimesteps) || trainTimesteps < 2 || trainTimesteps > mostTrainTimesteps) {
    throw unsupported(`${trainTimesteps} training timesteps; 2 to ${mostTrainTimesteps} are possible`)
  }
  if (trainedBetas && trainedBetas.length !== trainTimesteps) {
    throw unsupported(`${trainedBetas.length} trained betas for ${trainTimesteps} training timesteps`)
  }
  const betas = trainedBetas ?? [settings.betaStart, settings.betaEnd]
  const wrong = betas.find((beta) => !(beta >= smallestBeta && beta <= 1))
  if (wrong !== undefined) throw unsupported(`a beta of ${wrong}; a beta lies between ${smallestBeta} and 1`)
}

function unsupported(what: string): EngineError {
  return new EngineError(
    'model-unsupported',
    `The model's scheduler config names ${what}.`,
    "Compare the model's scheduler config with the original download; Stable Diffusion models have 1000 timesteps.",
  )
}
