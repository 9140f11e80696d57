import { maskBounds, resizedMask, type Mask } from '../../document/mask.ts'
import { grown, movedBox, type Box } from '../../geometry/box.ts'
import { placedBox } from '../../geometry/placement.ts'
import type { Size } from '../../geometry/points.ts'
import { polygonBounds, type Polygon } from '../../geometry/polygon.ts'
import { memoizedById } from '../memoized.ts'
import { maskOutline } from './maskOutline.ts'
import { deviceBox, type Context } from './place.ts'
import type { DrawnRegion, Place } from './scene.ts'

/** Where the soft edges of polygons and masks begin and end: dotted lines on either side of their border. */
export interface FeatherEdges {
  readonly paint: (context: Context, region: DrawnRegion, place: Place) => void
  /** Forgets those of all other concepts. */
  readonly keepOnly: (ids: ReadonlySet<string>) => void
}

/** Longest side of the picture of edges, in pixels; where they are larger they are drawn coarser. */
const longestSide = 2048
/** Longest side of the grid on which the border of a mask is followed: far finer than a soft edge. */
const borderGrid = 256
/** CSS pixels. */
const dotSide = 2

export function createFeatherEdges(): FeatherEdges {
  const drawn = memoizedById(drawEdges)
  return {
    paint(context, { id, shape, feather, look }, place) {
      if (feather <= 0 || (shape.type !== 'polygon' && shape.type !== 'mask')) return
      const { dx, dy, scaleX, scaleY } = shape.type === 'mask' ? shape.placed : { dx: 0, dy: 0, scaleX: 1, scaleY: 1 }
      if (scaleX !== 1 || scaleY !== 1) return // while a mask is stretched; its pixels follow at the end
      const form = shape.type === 'mask' ? shape.mask : shape.points
      const edges = drawn.of(
        id,
        form,
        place.canvas,
        feather,
        look.color,
        place.viewport.zoom * place.ratio,
        place.ratio,
      )
      if (!edges) return
      const { x, y, width, height } = deviceBox(movedBox(edges.box, dx, dy), place)
      context.drawImage(edges.picture, x, y, width, height)
    },
    keepOnly: drawn.keepOnly,
  }
}

/** The edges at a scale (pixels of the picture for each of the canvas), and where they lie on the canvas. */
function drawEdges(
  form: Mask | Polygon,
  canvas: Size,
  feather: number,
  color: string,
  wantedScale: number,
  ratio: number,
): { readonly picture: OffscreenCanvas; readonly box: Box } | undefined {
  const border = 'tiles' in form ? maskBorder(form, canvas) : polygonBorder(form)
  if (!border) return undefined
  const box = grown(border.bounds, feather / 2 + 2)
  const scale = Math.min(wantedScale, longestSide / Math.max(box.width, box.height))
  const context = new OffscreenCanvas(Math.ceil(box.width * scale), Math.ceil(box.height * scale)).getContext('2d')!
  const path = new Path2D()
  path.addPath(border.path, new DOMMatrix([scale, 0, 0, scale, -box.x * scale, -box.y * scale]))
  context.lineJoin = 'round'
  context.lineCap = 'round'
  context.strokeStyle = color
  context.lineWidth = feather * scale + ratio
  context.stroke(path)
  context.globalCompositeOperation = 'destination-out'
  context.lineWidth = Math.max(0.1, feather * scale - ratio)
  context.stroke(path)
  context.globalCompositeOperation = 'destination-in'
  context.fillStyle = dots(context, Math.max(1, Math.round(dotSide * ratio)))
  context.fillRect(0, 0, context.canvas.width, context.canvas.height)
  return { picture: context.canvas, box }
}

interface Border {
  /** In canvas pixels, as `bounds`. */
  readonly path: Path2D
  readonly bounds: Box
}

function polygonBorder(points: Polygon): Border {
  const path = new Path2D()
  for (const { x, y } of points) path.lineTo(x, y)
  path.closePath()
  return { path, bounds: polygonBounds(points) }
}

function maskBorder(mask: Mask, canvas: Size): Border | undefined {
  const bounds = maskBounds(mask)
  if (!bounds) return undefined
  const smaller = Math.min(1, borderGrid / Math.max(mask.width, mask.height))
  const coarse = coarseMask(mask, smaller)
  const path = new Path2D()
  path.addPath(
    maskOutline(coarse),
    new DOMMatrix([canvas.width / coarse.width, 0, 0, canvas.height / coarse.height, 0, 0]),
  )
  const [scaleX, scaleY] = [canvas.width / mask.width, canvas.height / mask.height]
  return { path, bounds: placedBox(bounds, { dx: 0, dy: 0, scaleX, scaleY }) }
}

const coarseMasks = new WeakMap<Mask, Mask>()

function coarseMask(mask: Mask, scale: number): Mask {
  const known = coarseMasks.get(mask)
  if (known) return known
  const coarse = resizedMask(
    mask,
    Math.max(1, Math.round(mask.width * scale)),
    Math.max(1, Math.round(mask.height * scale)),
  )
  coarseMasks.set(mask, coarse)
  return coarse
}

/** Squares of a chessboard. */
function dots(context: Context, side: number): CanvasPattern {
  const tile = new OffscreenCanvas(2 * side, 2 * side).getContext('2d')!
  tile.fillRect(0, 0, side, side)
  tile.fillRect(side, side, side, side)
  return context.createPattern(tile.canvas, 'repeat')!
}
