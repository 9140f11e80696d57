import { assert } from '../errors/engineError.ts'
import { enlargeMap } from './enlargeMap.ts'
import { heatColor, heatOpacity } from './heatColors.ts'
import { drawHeatLegend, heatLegendHeight } from './heatLegend.ts'
import { assertMap, mapRange } from './imageMap.ts'
import type { ImageMap } from './imageMap.ts'
import { blendPixel, createPaper, drawPicture } from './paper.ts'
import type { ImagePixels } from './readImage.ts'
import { drawOutline } from './regionOutline.ts'
import type { RegionOutline } from './regionOutline.ts'

export interface HeatSettings {
  /** What the map shows, such as the name of a concept. */
  readonly name: string
  /** The region that belongs to it. */
  readonly outline?: RegionOutline
  /** What the two ends of the colour scale stand for, so that pictures can be compared; else the map's own range. */
  readonly range?: { readonly low: number; readonly high: number }
}

/**
 * A picture with a map over it, in colours that grow warmer and denser with its numbers, and below it a legend with the
 * name and the two ends of the scale. Where the map is low the picture is left as it is. The map lies over the whole
 * picture, on any grid that is not finer.
 */
export async function heatPicture(picture: ImagePixels, map: ImageMap, settings: HeatSettings): Promise<ImagePixels> {
  assertMap(map)
  const { width, height, pixels } = picture
  assert(pixels.length === width * height * 3, `${pixels.length} bytes are not a picture of ${width}x${height}`)
  const range = settings.range ?? mapRange(map)
  const paper = createPaper(width, height + heatLegendHeight(width, height))
  drawPicture(paper, picture, 0, 0)
  if (range.high > range.low) {
    const shares = enlargeMap(map, width, height).data
    for (let i = 0; i < shares.length; i++) {
      const share = (shares[i]! - range.low) / (range.high - range.low)
      const opacity = heatOpacity(share)
      if (opacity > 0) blendPixel(paper.pixels, i * 3, heatColor(share), opacity)
    }
  }
  if (settings.outline) drawOutline(paper, { left: 0, top: 0, width, height }, settings.outline)
  await drawHeatLegend(paper, { left: 0, top: height, width, height: paper.height - height }, settings.name, range)
  return paper
}
