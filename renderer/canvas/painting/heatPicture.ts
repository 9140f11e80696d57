import type { ConceptMap } from '../../../engine/protocol/window/index.ts'
import { heatPixels } from '../../document/heat.ts'
import type { Picture } from './scene.ts'

/** A map of a concept, to be drawn over the picture. `most` is the value that is hottest. */
export function heatPicture(map: ConceptMap, most: number | undefined): Picture {
  const { data, width, height } = heatPixels(map, most)
  const context = new OffscreenCanvas(width, height).getContext('2d')!
  context.putImageData(new ImageData(data, width, height), 0, 0)
  return context.canvas
}
