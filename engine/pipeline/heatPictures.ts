import type { MethodContext } from '../composition/method.ts'
import { rasterizeRegion } from '../composition/regions/regionMask.ts'
import { heatPicture } from '../image/heatPicture.ts'
import type { ImageMap } from '../image/imageMap.ts'
import { encodePng } from '../image/png.ts'
import type { ImagePixels } from '../image/readImage.ts'
import type { RegionOutline } from '../image/regionOutline.ts'
import type { Concept, Project } from '../protocol/project.ts'
import { conceptSlugs } from './conceptSlugs.ts'
import { nameOf } from './readConcepts.ts'
import type { PictureReading } from './readPicture.ts'

/** A picture with the map of a concept over it. */
export interface ConceptHeatPicture {
  readonly conceptId: string
  readonly name: string
  /** To put behind the name of the picture. */
  readonly suffix: string
  readonly png: Uint8Array
}

/** What heat pictures need to know of a render. */
export interface HeatedRender {
  readonly project: Pick<Project, 'concepts'>
  readonly context: Pick<MethodContext, 'canvas' | 'maskPixels'>
}

/**
 * The least upper end of the scale: the mean error of the picture. Concepts that are there lead by two or three times
 * as much; the small leads of absent ones are not blown up until they look like something.
 */
const leastHigh = 1

/**
 * For each concept that was read the picture with its map over it: where the concept explains the picture better than
 * anything else, in units of the mean error of the plain row. All share one scale, from 0 to the highest value of any
 * map. A concept's region is outlined in its colour.
 */
export async function* heatPictures(
  image: ImagePixels,
  { grid, concepts: readings }: PictureReading,
  { project, context }: HeatedRender,
): AsyncGenerator<ConceptHeatPicture> {
  const slugs = conceptSlugs(project.concepts)
  const highest = Math.max(
    leastHigh,
    ...readings.map(({ map }) => map.reduce((high, value) => Math.max(high, value), 0)),
  )
  for (const concept of project.concepts) {
    const reading = readings.find(({ presence }) => presence.conceptId === concept.id)
    if (!reading) continue
    const map: ImageMap = { ...grid, data: Float32Array.from(reading.map) }
    const outline = outlineOf(concept, context)
    const name = nameOf(concept)
    const settings = { name, range: { low: 0, high: highest }, ...(outline && { outline }) }
    const { pixels, width, height } = await heatPicture(image, map, settings)
    const png = await encodePng(pixels, width, height)
    yield { conceptId: concept.id, name, suffix: `.${slugs.get(concept.id)!}.heat.png`, png }
  }
}

/** The region as it was drawn; undefined for the whole canvas. */
function outlineOf(concept: Concept, { canvas, maskPixels }: HeatedRender['context']): RegionOutline | undefined {
  const { region, color } = concept
  if (region.type === 'canvas') return undefined
  const { width, height } = canvas
  const data = rasterizeRegion(region, { width, height }, canvas, maskPixels(concept))
  return { mask: { width, height, data }, ...(color !== undefined && { color }) }
}
