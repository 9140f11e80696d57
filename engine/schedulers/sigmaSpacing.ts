import { betaQuantile } from './betaDistribution.ts'
import type { NoiseSchedule } from './noiseSchedule.ts'
import { roundHalfToEven, spaceTimesteps } from './timestepSpacing.ts'
import type { TimestepSettings } from './timestepSpacing.ts'

/** How the sigmas of a run are spread. 'uniform' follows the timestep spacing, the others replace it. */
export const sigmaSpacings = [
  'uniform',
  'karras',
  'exponential',
  'sgm-uniform',
  'simple',
  'ddim-uniform',
  'beta',
  'kl-optimal',
] as const
export type SigmaSpacing = (typeof sigmaSpacings)[number]

/** The table's sigma at a timestep, linear between whole ones. */
export function sigmaAtTimestep({ sigmas }: NoiseSchedule, timestep: number): number {
  const low = Math.min(Math.floor(timestep), sigmas.length - 2)
  const share = timestep - low
  return sigmas[low]! * (1 - share) + sigmas[low + 1]! * share
}

/** The timestep at which the table has a sigma, linear in log sigma between whole ones; ends are not passed. */
export function timestepAtSigma({ sigmas }: NoiseSchedule, sigma: number): number {
  const above = sigmas.findIndex((value) => value > sigma)
  const low = Math.min(Math.max((above === -1 ? sigmas.length : above) - 1, 0), sigmas.length - 2)
  const logLow = Math.fround(Math.log(sigmas[low]!))
  const logHigh = Math.fround(Math.log(sigmas[low + 1]!))
  const share = (Math.log(sigma) - logLow) / (logHigh - logLow)
  return low + Math.min(Math.max(share, 0), 1)
}

type SpreadOf = (share: number, smallest: number, largest: number) => number

/** Spacings that are a curve between the table's ends; `share` goes from 0 at the first step to 1 at the last. */
const curves: Partial<Record<SigmaSpacing, SpreadOf>> = {
  // Karras, Aittala, Aila & Laine 2022, eq. 5 with ρ = 7
  karras: (share, smallest, largest) => {
    const rho = 7
    const first = largest ** (1 / rho)
    return (first + share * (smallest ** (1 / rho) - first)) ** rho
  },
  exponential: (share, smallest, largest) =>
    Math.exp(Math.log(largest) + share * (Math.log(smallest) - Math.log(largest))),
  // Sabour, Fidler & Kreis 2024, "Align your steps", §3: the optimum for Gaussian data
  'kl-optimal': (share, smallest, largest) => Math.tan(share * Math.atan(smallest) + (1 - share) * Math.atan(largest)),
}

/** Spacings that choose timesteps. */
const timestepChoices: Partial<Record<SigmaSpacing, (last: number, steps: number) => number[]>> = {
  // As in Stability AI's generative-models: the end of the range is no step of its own.
  'sgm-uniform': (last, steps) => listOf(steps, (i) => last * (1 - i / steps)),
  // As in ComfyUI: every so-many-th row of the table from its noisy end.
  simple: (last, steps) => listOf(steps, (i) => last - Math.floor((i * (last + 1)) / steps)),
  // The timesteps of Song, Meng & Ermon 2021 in the code that trained Stable Diffusion: 1, 1 + stride, …
  'ddim-uniform': (last, steps) => {
    const stride = Math.floor((last + 1) / steps)
    return listOf(steps, (i) => Math.min(1, last - stride * (steps - 1)) + stride * (steps - 1 - i))
  },
  // Lee et al. 2024, "Beta sampling is all you need", with both parameters 0.6. Rows that would repeat are left out.
  beta: (last, steps) => [...new Set(listOf(steps, (i) => roundHalfToEven(betaQuantile(1 - i / steps, 0.6) * last)))],
}

function listOf(length: number, value: (index: number) => number): number[] {
  return Array.from({ length }, (_, i) => value(i))
}

export interface SigmaSteps {
  readonly timesteps: number[]
  /** One more than timesteps: the last is 0. Rounded to float32, as the tables are. */
  readonly sigmas: number[]
}

export interface SigmaSettings extends Omit<TimestepSettings, 'trainTimesteps'> {
  readonly sigmaSpacing: SigmaSpacing
  /** Whether timesteps are rounded, as where the method's own code feeds its networks whole ones. */
  readonly wholeTimesteps: boolean
}

/** The timesteps and sigmas of a run, from noise to picture. */
export function spaceSigmas(noiseSchedule: NoiseSchedule, settings: SigmaSettings): SigmaSteps {
  const { sigmas: table } = noiseSchedule
  const { sigmaSpacing, numInferenceSteps, wholeTimesteps } = settings
  const trainTimesteps = table.length
  const whole = (timestep: number): number => (wholeTimesteps ? roundHalfToEven(timestep) : timestep)
  const curve = curves[sigmaSpacing]
  if (curve !== undefined) {
    const sigmas = listOf(numInferenceSteps, (i) =>
      curve(numInferenceSteps === 1 ? 0 : i / (numInferenceSteps - 1), table[0]!, table.at(-1)!),
    )
    return {
      timesteps: sigmas.map((sigma) => whole(timestepAtSigma(noiseSchedule, sigma))),
      sigmas: [...sigmas.map(Math.fround), 0],
    }
  }
  const timesteps =
    timestepChoices[sigmaSpacing]?.(trainTimesteps - 1, numInferenceSteps) ??
    spaceTimesteps({ ...settings, trainTimesteps })
      .map(whole)
      .map(Math.fround)
  return { timesteps, sigmas: [...timesteps.map((t) => Math.fround(sigmaAtTimestep(noiseSchedule, t))), 0] }
}
