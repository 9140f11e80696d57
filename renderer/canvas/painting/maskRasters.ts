import { maskBounds, tileOrigin, tileSide, type Mask } from '../../document/mask.ts'
import { bottom, grown, intersectionOf, right, unionOf, type Box } from '../../geometry/box.ts'
import { placedBox, type Placement } from '../../geometry/placement.ts'
import { canvasBox, deviceBox, type Context } from './place.ts'
import type { PatternSource } from './patterns.ts'
import type { DrawnRegion, Picture, Place } from './scene.ts'

export const fillAlpha = 0.16
export const patternAlpha = 0.55

/** Masks as pictures: made once, and afterwards only where something has changed. */
export interface MaskRasters {
  /** Brings the picture of a mask up to date. Returns where it changed, in device pixels of the stage. */
  readonly update: (region: DrawnRegion, place: Place, patterns: PatternSource) => Box | undefined
  /** The region of a mask, filled and patterned, as large as the stage in device pixels. */
  readonly picture: (id: string) => Picture | undefined
  /** Forgets the masks of all other concepts. */
  readonly keepOnly: (ids: ReadonlySet<string>) => void
}

interface Raster {
  /** White, as opaque as the mask, on the mask's own grid. */
  readonly alpha: OffscreenCanvasRenderingContext2D
  tiles: readonly (Uint8Array | undefined)[]
  readonly onStage: OffscreenCanvasRenderingContext2D
  /** What `onStage` was drawn for. */
  key: string
}

export function createMaskRasters(): MaskRasters {
  const rasters = new Map<string, Raster>()

  function rasterOf(id: string, { width, height }: Mask): Raster {
    const known = rasters.get(id)
    if (known?.alpha.canvas.width === width && known.alpha.canvas.height === height) return known
    const alpha = new OffscreenCanvas(width, height).getContext('2d')!
    const onStage = new OffscreenCanvas(1, 1).getContext('2d')!
    const made: Raster = { alpha, tiles: [], onStage, key: '' }
    rasters.set(id, made)
    return made
  }

  return {
    update({ id, shape, look }, place, patterns) {
      if (shape.type !== 'mask') return undefined
      const { mask, stroke, placed } = shape
      const raster = rasterOf(id, mask)
      const changed = updateAlpha(raster, mask, stroke?.takeChanged())
      const { viewport, ratio, stage, canvas } = place
      const stageOf = [
        viewport.zoom,
        viewport.x,
        viewport.y,
        ratio,
        stage.width,
        stage.height,
        canvas.width,
        canvas.height,
      ]
      const key = [...stageOf, placed.dx, placed.dy, placed.scaleX, placed.scaleY, look.color, look.pattern].join()
      const isElsewhere = key !== raster.key
      raster.key = key
      if (isElsewhere) {
        raster.onStage.canvas.width = Math.max(1, Math.round(stage.width * ratio))
        raster.onStage.canvas.height = Math.max(1, Math.round(stage.height * ratio))
      }
      const whole: Box = { x: 0, y: 0, width: mask.width, height: mask.height }
      // To look for the bounds of a stroke takes longer than to draw it.
      const painted = stroke ? whole : maskBounds(mask)
      const areas = (isElsewhere ? (painted ? [painted] : []) : changed).map((box) =>
        drawOnStage(raster, box, mask, { ...place, placed, fill: look.color }, (origin) =>
          patterns.of(look, ratio, origin),
        ),
      )
      return unionOf(areas)
    },
    picture: (id) => rasters.get(id)?.onStage.canvas,
    keepOnly(ids) {
      for (const id of rasters.keys()) if (!ids.has(id)) rasters.delete(id)
    },
  }
}

/** Brings the picture of a mask up to date. Returns the boxes that changed, in pixels of the mask. */
function updateAlpha(raster: Raster, mask: Mask, touched: Box | undefined): Box[] {
  const changed: Box[] = []
  for (const [index, tile] of mask.tiles.entries()) {
    const isSame = raster.tiles[index] === tile
    const origin = tileOrigin(mask, index)
    const whole = { ...origin, width: tileSide, height: tileSide }
    const part = !isSame ? whole : tile && touched ? intersectionOf(whole, touched) : undefined
    if (!part) continue
    if (tile) putTile(raster.alpha, tile, origin, part)
    else raster.alpha.clearRect(part.x, part.y, part.width, part.height)
    if (!isSame || part === whole) changed.push(part)
  }
  raster.tiles = mask.tiles
  return touched ? [...changed, touched] : changed
}

function putTile(
  alpha: OffscreenCanvasRenderingContext2D,
  tile: Uint8Array,
  origin: { x: number; y: number },
  part: Box,
) {
  const image = new ImageData(part.width, part.height)
  const words = new Uint32Array(image.data.buffer)
  for (let y = 0; y < part.height; y++) {
    const row = (part.y - origin.y + y) * tileSide + (part.x - origin.x)
    for (let x = 0; x < part.width; x++) words[y * part.width + x] = (tile[row + x]! << 24) | 0xffffff
  }
  alpha.putImageData(image, part.x, part.y)
}

interface StagePlace extends Place {
  readonly placed: Placement
  readonly fill: string
}

/** Fills a part of the stage with the colour and the pattern, as far as the mask is there. Returns that part. */
function drawOnStage(
  { alpha, onStage }: Raster,
  changed: Box,
  mask: Mask,
  place: StagePlace,
  patternAt: (origin: { x: number; y: number }) => CanvasPattern,
): Box {
  const scaleX = place.canvas.width / mask.width
  const scaleY = place.canvas.height / mask.height
  const box = grown(changed, 1)
  const onCanvas = placedBox(placedBox(box, { dx: 0, dy: 0, scaleX, scaleY }), place.placed)
  const area = grown(deviceBox(onCanvas, place), 1)
  const whole = deviceBox(placedBox(canvasBox(place), place.placed), place)
  const part = intersectionOf(area, whole)
  const context: Context = onStage
  context.save()
  context.beginPath()
  context.rect(area.x, area.y, right(area) - area.x, bottom(area) - area.y)
  context.clip()
  context.clearRect(area.x, area.y, area.width, area.height)
  if (part) {
    context.globalAlpha = fillAlpha
    context.fillStyle = place.fill
    context.fillRect(part.x, part.y, part.width, part.height)
    context.globalAlpha = patternAlpha
    context.fillStyle = patternAt(whole)
    context.fillRect(part.x, part.y, part.width, part.height)
    context.globalAlpha = 1
    context.globalCompositeOperation = 'destination-in'
    context.drawImage(alpha.canvas, whole.x, whole.y, whole.width, whole.height)
  }
  context.restore()
  return area
}
