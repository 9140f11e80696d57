import type { UNetConfig } from '../../checkpoint/configs/unetConfig.ts'
import { EngineError } from '../../errors/engineError.ts'
import { transformerBlocks, transformersOf } from './transformers.ts'

/** Where attention is read, and steered, by the methods that optimise the latents. */
export interface GuidanceGrid {
  readonly height: number
  readonly width: number
  /**
   * The transformer blocks on the grid in the order in which they run, as paths in diffusers naming. Each holds a
   * self-attention `attn1` and a cross-attention `attn2`.
   */
  readonly layers: readonly string[]
}

/**
 * The coarsest resolution at which a down or up block attends to the text, for latents of the given size: 1/32 of the
 * picture in SD 1.x and SDXL. The mid block does not decide it, but belongs to it where it has the same resolution.
 * @throws EngineError `model-unsupported` where no block but the mid block attends to the text.
 */
export function guidanceGrid(
  config: UNetConfig,
  size: { readonly height: number; readonly width: number },
): GuidanceGrid {
  const level = guidanceLevel(config)
  if (level === undefined) {
    const message = 'This model does not attend to the text outside of its middle block.'
    throw new EngineError('model-unsupported', message, 'Choose a method that works without attention maps.')
  }
  const layers = transformersOf(config)
    .filter((place) => place.level === level)
    .flatMap(transformerBlocks)
  return { height: sideAt(config, level, size.height), width: sideAt(config, level, size.width), layers }
}

/**
 * How often the picture is halved where the guidance grid lies; undefined where only the mid block attends to the text.
 */
export function guidanceLevel(config: UNetConfig): number | undefined {
  const levels = transformersOf(config).flatMap(({ level, isMid }) => (isMid ? [] : [level]))
  return levels.length === 0 ? undefined : Math.max(...levels)
}

/** A side of the latents after so many strided 3x3 convolutions. */
function sideAt(config: UNetConfig, level: number, side: number): number {
  const borders = config.downsamplePadding === 0 ? 1 : 2 * config.downsamplePadding
  for (let halving = 0; halving < level; halving++) side = Math.floor((side + borders - 3) / 2) + 1
  return side
}
