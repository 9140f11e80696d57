import { radialProfile, highFrequencyOfLatents, meanChannel } from './radialProfile.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import type { Fidelity } from '../fidelity.ts'

/** Of CMLoRA's program: the radius, and the share from which a step belongs to the early phase. */
export const releasedOnline = { radius: 80, threshold: 0.4 } as const

/**
 * Whether CMLoRA's online mode (Zou et al. 2025) is still in its early phase, judged by the latents after the step
 * before; there are none before the first step, which is early.
 *
 * `faithful`: mean of the normalised raw profile from radius 80 on, at least `threshold`. Pictures of 512 x 512 have no
 * such radius: the mean is no number, the comparison false, and every step but the first is late. `fixed` measures from
 * a fifth of the largest radius on.
 */
export function isEarlyPhase(
  latents: Tensor<'float32'> | undefined,
  fidelity: Fidelity,
  threshold: number = releasedOnline.threshold,
): boolean {
  if (!latents) return true
  if (fidelity === 'fixed') return highFrequencyOfLatents(latents, { scale: 'raw' }) >= threshold
  const { map, grid } = meanChannel(latents)
  const profile = radialProfile(map, grid, 'raw')
  const high = profile.slice(releasedOnline.radius)
  const mean = high.reduce((sum, value) => sum + value, 0) / high.length
  return mean / profile.reduce((most, value) => Math.max(most, value), 0) >= threshold
}
