import type { UNetConfig } from '../../checkpoint/configs/unetConfig.ts'

/** A place of a UNet where the picture attends to the text: a stack of transformer blocks. */
export interface TransformerPlace {
  /** In diffusers naming, such as `down_blocks.0.attentions.1`. */
  readonly path: string
  /** How often the picture was halved before. */
  readonly level: number
  /** How many transformer blocks there are. */
  readonly depth: number
  readonly isMid: boolean
  /** Whether the first attention of each block also reads the text instead of the picture. */
  readonly onlyCrossAttention: boolean
}

/** Every transformer in the order in which they run. */
export function transformersOf(config: UNetConfig): TransformerPlace[] {
  const last = config.blockOutChannels.length - 1
  const several = (path: string, count: number, level: number, depth: number): TransformerPlace[] =>
    Array.from({ length: count }, (_, index) => ({
      path: `${path}.attentions.${index}`,
      level,
      depth,
      isMid: false,
      onlyCrossAttention: config.onlyCrossAttention[level]!,
    }))
  const down = config.downBlockTypes.flatMap((type, index) =>
    type === 'CrossAttnDownBlock2D'
      ? several(`down_blocks.${index}`, config.layersPerBlock[index]!, index, config.transformerLayersPerBlock[index]!)
      : [],
  )
  const mid =
    config.midBlockType === 'UNetMidBlock2DCrossAttn'
      ? several('mid_block', 1, last, config.transformerLayersPerBlock[last]!)
      : []
  const onlyCrossAttention = config.midBlockOnlyCrossAttention
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
  return [...down, ...mid.map((place) => ({ ...place, isMid: true, onlyCrossAttention })), ...up]
}

/** The paths of a transformer's blocks. Each holds a self-attention `attn1` and a cross-attention `attn2`. */
export function transformerBlocks({ path, depth }: TransformerPlace): string[] {
  return Array.from({ length: depth }, (_, index) => `${path}.transformer_blocks.${index}`)
}

/** Every attention that reads the text, in the order in which they run. */
export function textAttentions(config: UNetConfig): string[] {
  return transformersOf(config).flatMap((place) =>
    transformerBlocks(place).flatMap((block) =>
      place.onlyCrossAttention ? [`${block}.attn1`, `${block}.attn2`] : [`${block}.attn2`],
    ),
  )
}
