import type { AdapterStack } from '../adapters/adapterStack.ts'
import type { GateSource } from '../adapters/gateSource.ts'
import type { TextConditioning } from '../conditioning/textConditioning.ts'
import type { AttentionMask } from '../networks/unet/attentionMasks.ts'
import type { UNetOptions } from '../networks/unet/unet.ts'
import type { Runnable } from '../runtime/sessionCache.ts'
import type { Grid } from './regions/grid.ts'

/**
 * Which graph of the UNet: what it computes and takes. `maps` ends at the last attention of the guidance grid,
 * `gradient` is its derivative by the latents.
 */
export interface UNetVariant extends Pick<UNetOptions, 'outputs' | 'cut' | 'reusesFeature'> {
  readonly extent?: 'whole' | 'maps' | 'gradient'
}

/** A graph of the UNet, ready to run, and what it takes besides the inputs that all have. */
export interface OpenUNet {
  readonly session: Runnable
  readonly masks: readonly AttentionMask[]
  readonly segmentShares: readonly (Grid & { readonly input: string })[]
}

/** The UNet of a render with the adapters in its slots. */
export interface Network {
  unet(variant: UNetVariant): Promise<OpenUNet>
  readonly stack: AdapterStack
  readonly gates: GateSource
  /** Shape of one picture's latents, `[channels, height, width]`. */
  readonly latentShape: readonly [number, number, number]
  readonly guidanceScale: number
  /** Encodes the empty prompt, which stands behind prompts that have fewer chunks than the longest. */
  readonly encodeEmpty: () => Promise<TextConditioning>
  /** SDXL's six sizes; undefined for models that have no such input. */
  readonly sizes?: readonly number[] | undefined
}
