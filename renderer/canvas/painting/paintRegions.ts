import { overlaps, type Box } from '../../geometry/box.ts'
import { changedArea, reachOf } from './changedArea.ts'
import { createFeatherEdges, type FeatherEdges } from './featherEdges.ts'
import { createMaskRasters, fillAlpha, patternAlpha, type MaskRasters } from './maskRasters.ts'
import { createMaskOutlines, type MaskOutlines, type OutlineStyle } from './maskOutlines.ts'
import { createPatterns, type PatternSource } from './patterns.ts'
import { canvasBox, deviceBox, deviceX, deviceY, type Context } from './place.ts'
import type { DrawnRegion, Place, RegionsScene } from './scene.ts'

/** Of outlines between two pictures that are compared. */
const faintAlpha = 0.3

/** What is kept from one painting to the next. */
interface PaintSources {
  readonly rasters: MaskRasters
  readonly patterns: PatternSource
  readonly edges: FeatherEdges
  readonly outlines: MaskOutlines
}

/** Paints regions, and again only where something has changed since the last time. */
export function createRegionsPainter(): (context: Context, scene: RegionsScene) => void {
  const rasters = createMaskRasters()
  const patterns = createPatterns()
  const edges = createFeatherEdges()
  const outlines = createMaskOutlines(drawOutline)
  let shown: RegionsScene | undefined
  return (context, scene) => {
    const isFilled = scene.shown === 'filled'
    const rasterAreas = isFilled ? scene.regions.map((region) => rasters.update(region, scene, patterns)) : []
    const area = changedArea(shown, scene, rasterAreas)
    shown = scene
    if (area) paintArea(context, scene, area, { rasters, patterns, edges, outlines })
    const masks = new Set(scene.regions.filter(({ shape }) => shape.type === 'mask').map(({ id }) => id))
    rasters.keepOnly(masks)
    outlines.keepOnly(masks)
    edges.keepOnly(new Set(scene.regions.filter(({ isSelected }) => isSelected).map(({ id }) => id)))
  }
}

/** Regions in an area of the stage (device pixels), from the lowest to the uppermost: colour, pattern, outline. */
function paintArea(context: Context, scene: RegionsScene, area: Box, sources: PaintSources) {
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.save()
  context.beginPath()
  context.rect(area.x, area.y, area.width, area.height)
  context.clip()
  context.clearRect(area.x, area.y, area.width, area.height)
  for (const region of scene.regions) {
    const reach = reachOf(region, scene)
    const isPainted = region.shape.type === 'mask' && region.shape.stroke // reaches what its bounds do not know yet
    context.globalAlpha = scene.shown === 'faint' && !region.isSelected && !region.isHovered ? faintAlpha : 1
    if (isPainted || (reach && overlaps(reach, area))) paintRegion(context, region, scene, sources)
  }
  context.restore()
}

function paintRegion(
  context: Context,
  region: DrawnRegion,
  place: RegionsScene,
  { rasters, patterns, edges, outlines }: PaintSources,
) {
  const { shape, look, isSelected } = region
  const isFilled = place.shown === 'filled'
  const hasEdges = isSelected && place.shown !== 'faint'
  switch (shape.type) {
    case 'canvas': {
      if (isSelected || region.isHovered) outline(context, boxPath(deviceBox(canvasBox(place), place)), region, place)
      return
    }
    case 'box': {
      const box = deviceBox(shape.box, place)
      if (isFilled) fill(context, boxPath(box), look.color, patterns.of(look, place.ratio, box))
      if (hasEdges && region.feather > 0) feather(context, shape.box, region, place)
      outline(context, boxPath(box), region, place)
      return
    }
    case 'polygon': {
      const path = polygonPath(shape.points, place)
      const origin = { x: deviceX(shape.points[0]!.x, place), y: deviceY(shape.points[0]!.y, place) }
      if (isFilled) fill(context, path, look.color, patterns.of(look, place.ratio, origin))
      if (hasEdges) edges.paint(context, region, place)
      outline(context, path, region, place)
      return
    }
    case 'mask': {
      const raster = isFilled ? rasters.picture(region.id) : undefined
      if (raster) context.drawImage(raster, 0, 0)
      if (!shape.stroke && hasEdges) edges.paint(context, region, place)
      if (!shape.stroke) outlines.paint(context, region, place, outlineStyle(region, place))
    }
  }
}

function fill(context: Context, path: Path2D, color: string, pattern: CanvasPattern) {
  context.globalAlpha = fillAlpha
  context.fillStyle = color
  context.fill(path, 'evenodd')
  context.globalAlpha = patternAlpha
  context.fillStyle = pattern
  context.fill(path, 'evenodd')
  context.globalAlpha = 1
}

function outline(context: Context, path: Path2D, region: DrawnRegion, place: Place) {
  drawOutline(context, path, outlineStyle(region, place))
}

function outlineStyle({ isSelected, isHovered, isLocked, look }: DrawnRegion, { ratio }: Place): OutlineStyle {
  const width = (isSelected ? 2 : isHovered ? 1.75 : 1.25) * ratio
  return { color: look.color, width, isDashed: isLocked, ratio }
}

/** A dark line below the coloured one: it shows on any picture. */
function drawOutline(context: Context, path: Path2D, { color, width, isDashed, ratio }: OutlineStyle) {
  context.setLineDash(isDashed ? [6 * ratio, 4 * ratio] : [])
  context.lineJoin = 'round'
  context.strokeStyle = 'rgb(0 0 0 / 55%)'
  context.lineWidth = width + 2 * ratio
  context.stroke(path)
  context.strokeStyle = color
  context.lineWidth = width
  context.stroke(path)
  context.setLineDash([])
}

/** How far the soft edge reaches to either side. */
function feather(context: Context, box: Box, region: DrawnRegion, place: Place) {
  const half = Math.min(region.feather / 2, box.width / 2, box.height / 2)
  context.setLineDash([2 * place.ratio, 4 * place.ratio])
  context.strokeStyle = region.look.color
  context.lineWidth = place.ratio
  for (const by of [-half, half]) {
    const { x, y, width, height } = box
    context.stroke(boxPath(deviceBox({ x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by }, place)))
  }
  context.setLineDash([])
}

function boxPath({ x, y, width, height }: Box): Path2D {
  const path = new Path2D()
  path.rect(x, y, width, height)
  return path
}

function polygonPath(points: readonly { x: number; y: number }[], place: Place): Path2D {
  const path = new Path2D()
  for (const { x, y } of points) path.lineTo(deviceX(x, place), deviceY(y, place))
  path.closePath()
  return path
}
