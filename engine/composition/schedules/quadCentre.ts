import { EngineError } from '../../errors/engineError.ts'

/** How much flatter the curve gets when rounding made two of its steps one. */
const powerStep = 0.02

/**
 * The refresh steps of DeepCache's non-uniform schedule (Ma et al. 2024, "DeepCache: accelerating diffusion models for
 * free", as its program computes it): n = ⌈steps / interval⌉ steps, densest around `centre`.
 *
 * n + 1 points lie evenly between the roots (-centre)^(1/power) and (steps - centre)^(1/power); each is raised to
 * `power`, cut to a whole number and moved by `centre`. The first root is complex, and so are the points: in polar form
 * Re(x^p) = |x|^p cos(p · arg x).
 * @throws EngineError `setting-invalid` where no power above 1 gives n different steps.
 */
export function quadCentreSteps(numInferenceSteps: number, interval: number, centre: number, power: number): number[] {
  const wanted = Math.ceil(numInferenceSteps / interval)
  for (let flatter = power; flatter > 1; flatter -= powerStep) {
    const steps = stepsOfPower(numInferenceSteps, wanted, centre, flatter)
    if (steps.length === wanted) return steps
  }
  throw new EngineError(
    'setting-invalid',
    `No refresh schedule of ${wanted} steps is densest around step ${centre} of ${numInferenceSteps} at power ${power}.`,
    'Choose a centre nearer to the middle of the run, a power between 1 and 2, or a larger interval.',
  )
}

function stepsOfPower(numInferenceSteps: number, wanted: number, centre: number, power: number): number[] {
  const length = centre ** (1 / power)
  const first = { real: length * Math.cos(Math.PI / power), imaginary: length * Math.sin(Math.PI / power) }
  const last = (numInferenceSteps - centre) ** (1 / power)
  const offsets = Array.from({ length: wanted + 1 }, (_, point) => {
    const share = point / wanted
    const real = first.real + (last - first.real) * share
    const imaginary = first.imaginary * (1 - share)
    const angle = Math.atan2(imaginary, real)
    return Math.trunc(Math.hypot(real, imaginary) ** power * Math.cos(power * angle))
  })
  const unique = [...new Set(offsets)].sort((a, b) => a - b)
  return [...new Set([0, ...unique.slice(1, -1).map((offset) => offset + centre)])].sort((a, b) => a - b)
}
