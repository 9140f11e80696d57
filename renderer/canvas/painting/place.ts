import type { Box } from '../../geometry/box.ts'
import type { Place } from './scene.ts'

export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** A canvas box in device pixels, with its sides on whole ones, so that lines are sharp. */
export function deviceBox({ x, y, width, height }: Box, { viewport, ratio }: Place): Box {
  const left = Math.round((x * viewport.zoom + viewport.x) * ratio)
  const top = Math.round((y * viewport.zoom + viewport.y) * ratio)
  return {
    x: left,
    y: top,
    width: Math.round(((x + width) * viewport.zoom + viewport.x) * ratio) - left,
    height: Math.round(((y + height) * viewport.zoom + viewport.y) * ratio) - top,
  }
}

export function deviceX(x: number, { viewport, ratio }: Place): number {
  return (x * viewport.zoom + viewport.x) * ratio
}

export function deviceY(y: number, { viewport, ratio }: Place): number {
  return (y * viewport.zoom + viewport.y) * ratio
}

export function canvasBox({ canvas }: Pick<Place, 'canvas'>): Box {
  return { x: 0, y: 0, width: canvas.width, height: canvas.height }
}

export function clear(context: Context): void {
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.globalAlpha = 1
  context.globalCompositeOperation = 'source-over'
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
}
