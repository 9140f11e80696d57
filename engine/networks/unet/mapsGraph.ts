import type { Component } from '../../checkpoint/checkpoint.ts'
import type { UNetConfig } from '../../checkpoint/configs/unetConfig.ts'
import { buildUNet, type UNet, type UNetOptions } from './unet.ts'

/**
 * The UNet as far as the last attention of the guidance grid. Inputs are those of `buildUNet`; outputs are
 * `crossAttentionMap [rows, h w, textTokens]` and `selfAttentionMap [rows, h w, h w]`, each the plain mean over all
 * heads of the grid's layers.
 * @throws EngineError `model-unsupported` where the network has no such grid.
 */
export function buildMapsUNet(unet: Component<UNetConfig>, options: Omit<UNetOptions, 'outputs'>): UNet {
  return buildUNet(unet, { ...options, outputs: ['crossAttentionMap', 'selfAttentionMap'] })
}
