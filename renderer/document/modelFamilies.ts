import type { Hardware } from '../../engine/protocol/window/index.ts'

/** Models that artists have, in the size that they were trained on. */
export interface ModelFamily {
  readonly name: string
  /** Of a picture, in pixels. */
  readonly side: number
  /** Of all networks: text encoders, UNet, VAE. */
  readonly parameters: number
  /** Bytes of values that are alive at once in a call of the UNet with guidance, counted on its graph. */
  readonly activations: number
}

/** Counted by the engine on graphs of the published configurations; a test holds the numbers to that. */
export const modelFamilies: readonly ModelFamily[] = [
  { name: 'Stable Diffusion 1.5', side: 512, parameters: 1_066_235_307, activations: 1_172_675_584 },
  { name: 'Stable Diffusion 2.1', side: 768, parameters: 1_289_952_427, activations: 3_601_177_600 },
  { name: 'SDXL', side: 1024, parameters: 3_468_837_867, activations: 1_726_259_200 },
]

/** Model files have half precision; processors read them in place, cards hold what they compute with: float32. */
const bytesOfParameter = { processor: 2, card: 4 } as const

/** `slow`: what is computed fits, and parts of the weights have to be read from the disk again and again. */
export type Verdict = 'fits' | 'slow' | 'tooLarge' | 'unknown'

export interface Fit {
  readonly verdict: Verdict
  /** Bytes that a picture takes. */
  readonly needed: number
}

/** Whether a machine can render with a family, from what both take and have. */
export function fitOf({ parameters, activations }: ModelFamily, hardware: Hardware): Fit {
  const isProcessor = hardware.provider === 'cpu'
  const needed = parameters * bytesOfParameter[isProcessor ? 'processor' : 'card'] + activations
  const memory = memoryOf(hardware)
  if (memory === undefined) return { verdict: 'unknown', needed }
  if (needed <= memory) return { verdict: 'fits', needed }
  return { verdict: isProcessor && activations <= memory ? 'slow' : 'tooLarge', needed }
}

/** What the chosen provider computes in; undefined where the machine does not say. */
function memoryOf({ provider, memoryBytes, graphics }: Hardware): number | undefined {
  if (provider === 'cpu' || provider === 'coreml') return memoryBytes // Apple's chips share it
  const known = graphics.flatMap((card) => card.memoryBytes ?? [])
  return known.length > 0 ? Math.max(...known) : undefined
}
