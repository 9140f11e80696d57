import type { UNetConfig } from '../checkpoint/configs/unetConfig.ts'
import { stepMaps } from '../composition/stepMaps.ts'
import { toMapBytes } from '../image/imageMap.ts'
import { guidanceGrid } from '../networks/unet/guidanceGrid.ts'
import { transformersOf } from '../networks/unet/transformers.ts'
import type { Size } from './decodeLatents.ts'
import type { TextToImageParts } from './textToImage.ts'

/**
 * Makes maps of what the words of concepts look at during a step, for a window that lays them over the picture. Each
 * has a greatest value of its own. Undefined for models without a guidance grid.
 * @param size Of the latents.
 */
export function attentionMapper(config: UNetConfig, size: Size): TextToImageParts['mapAttention'] {
  if (transformersOf(config).every(({ isMid }) => isMid)) return undefined
  const { height, width } = guidanceGrid(config, size)
  const grids = { guidance: { height, width }, latents: size }
  return (plan, prediction) => {
    const maps = stepMaps(plan, prediction, grids)
    return new Map([...maps].map(([id, data]) => [id, toMapBytes({ height, width, data })]))
  }
}
