import { maskBounds, type Mask } from '../../document/mask.ts'
import { bottom, intersectionOf, movedBox, right, type Box } from '../../geometry/box.ts'
import { memoizedById } from '../memoized.ts'
import { maskOutline } from './maskOutline.ts'
import { deviceX, deviceY, type Context } from './place.ts'
import type { DrawnRegion, Picture, Place } from './scene.ts'

/** Draws a path as the outline of a region. */
type DrawOutline = (context: Context, path: Path2D, style: OutlineStyle) => void

/** What decides how an outline looks. */
export interface OutlineStyle {
  readonly color: string
  /** Of the coloured line, in device pixels. */
  readonly width: number
  readonly isDashed: boolean
  readonly ratio: number
}

/**
 * Outlines of masks as pictures. A painted border consists of thousands of short lines: to draw them anew in every
 * frame of a gesture takes longer than all the rest.
 */
export interface MaskOutlines {
  readonly paint: (context: Context, region: DrawnRegion, place: Place, style: OutlineStyle) => void
  /** Forgets those of all other concepts. */
  readonly keepOnly: (ids: ReadonlySet<string>) => void
}

/** Longest side of a picture of a whole outline, in device pixels; of a larger one the part on the stage is drawn. */
const longestSide = 2048

export function createMaskOutlines(drawOutline: DrawOutline): MaskOutlines {
  const drawn = memoizedById(
    (
      mask: Mask,
      scaleX: number,
      scaleY: number,
      x: number,
      y: number,
      width: number,
      height: number,
      color: string,
      lineWidth: number,
      isDashed: boolean,
      ratio: number,
    ): Picture => {
      const context = new OffscreenCanvas(width, height).getContext('2d')!
      const path = new Path2D()
      path.addPath(maskOutline(mask), new DOMMatrix([scaleX, 0, 0, scaleY, -x, -y]))
      drawOutline(context, path, { color, width: lineWidth, isDashed, ratio })
      return context.canvas
    },
  )
  return {
    paint(context, { id, shape }, place, style) {
      if (shape.type !== 'mask') return
      const { mask, placed } = shape
      const scale = place.viewport.zoom * place.ratio
      const scaleX = (place.canvas.width / mask.width) * placed.scaleX * scale
      const scaleY = (place.canvas.height / mask.height) * placed.scaleY * scale
      const [left, top] = [Math.round(deviceX(placed.dx, place)), Math.round(deviceY(placed.dy, place))]
      const part = shownPart(mask, { left, top, scaleX, scaleY, reach: style.width + style.ratio }, place)
      if (!part) return
      const { x, y, width, height } = part
      const { color, width: lineWidth, isDashed, ratio } = style
      const picture = drawn.of(id, mask, scaleX, scaleY, x, y, width, height, color, lineWidth, isDashed, ratio)
      context.drawImage(picture, left + x, top + y)
    },
    keepOnly: drawn.keepOnly,
  }
}

interface DevicePlacement {
  /** Of the mask's corner, in device pixels of the stage; with `scaleX` and `scaleY` for each of its pixels. */
  readonly left: number
  readonly top: number
  readonly scaleX: number
  readonly scaleY: number
  readonly reach: number
}

/** What a picture has to hold, in device pixels from the mask's corner: so that it stays when the mask is moved. */
export function shownPart(
  mask: Mask,
  { left, top, scaleX, scaleY, reach }: DevicePlacement,
  { stage, ratio }: Place,
): Box | undefined {
  const bounds = maskBounds(mask)
  if (!bounds) return undefined
  const x = Math.floor(bounds.x * scaleX - reach)
  const y = Math.floor(bounds.y * scaleY - reach)
  const whole = {
    x,
    y,
    width: Math.ceil(right(bounds) * scaleX + reach) - x,
    height: Math.ceil(bottom(bounds) * scaleY + reach) - y,
  }
  if (whole.width <= longestSide && whole.height <= longestSide) return whole
  const view = { x: 0, y: 0, width: Math.ceil(stage.width * ratio), height: Math.ceil(stage.height * ratio) }
  return intersectionOf(whole, movedBox(view, -left, -top))
}
