import type { UNetConfig } from '../../checkpoint/configs/unetConfig.ts'
import { EngineError } from '../../errors/engineError.ts'

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
  const attentions = attentionsOf(config)
  const levels = attentions.flatMap(({ level, isMid }) => (isMid ? [] : [level]))
  if (levels.length === 0) {
    const message = 'This model does not attend to the text outside of its middle block.'
    throw new EngineError('model-unsupported', message, 'Choose a method that works without attention maps.')
  }
  const level = Math.max(...levels)
  const layers = attentions.filter((attention) => attention.level === level).flatMap(transformerBlocks)
  return { height: sideAt(config, level, size.height), width: sideAt(config, level, size.width), layers }
}

interface Attention {
  readonly path: string
  /** How often the picture was halved before. */
  readonly level: number
  readonly depth: number
  readonly isMid?: boolean
}

function transformerBlocks({ path, depth }: Attention): string[] {
  return Array.from({ length: depth }, (_, index) => `${path}.transformer_blocks.${index}`)
}

/** Every transformer in the order in which they run. */
function attentionsOf(config: UNetConfig): Attention[] {
  const last = config.blockOutChannels.length - 1
  const several = (path: string, count: number, level: number, depth: number): Attention[] =>
    Array.from({ length: count }, (_, index) => ({ path: `${path}.attentions.${index}`, level, depth }))
  const down = config.downBlockTypes.flatMap((type, index) =>
    type === 'CrossAttnDownBlock2D'
      ? several(`down_blocks.${index}`, config.layersPerBlock[index]!, index, config.transformerLayersPerBlock[index]!)
      : [],
  )
  const mid =
    config.midBlockType === 'UNetMidBlock2DCrossAttn'
      ? several('mid_block', 1, last, config.transformerLayersPerBlock[last]!)
      : []
  const up = config.upBlockTypes.flatMap((type, index) =>
    type === 'CrossAttnUpBlock2D'
      ? several(
          `up_blocks.${index}`,
          config.layersPerBlock[last - index]! + 1,
          last - index,
          config.upTransformerLayersPerBlock[index]!,
        )
      : [],
  )
  return [...down, ...mid.map((attention) => ({ ...attention, isMid: true })), ...up]
}

/** A side of the latents after so many strided 3x3 convolutions. */
function sideAt(config: UNetConfig, level: number, side: number): number {
  const borders = config.downsamplePadding === 0 ? 1 : 2 * config.downsamplePadding
  for (let halving = 0; halving < level; halving++) side = Math.floor((side + borders - 3) / 2) + 1
  return side
}
