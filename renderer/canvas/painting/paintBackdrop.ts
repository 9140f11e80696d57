import { containedIn, type Box } from '../../geometry/box.ts'
import { canvasBox, clear, deviceBox, type Context } from './place.ts'
import type { BackdropScene, Picture } from './scene.ts'

/** Squares that say that nothing is there, in CSS pixels. */
const checkerSide = 10
const checkerColors = { dark: ['#4a4a4d', '#424245'], light: ['#f4f3f0', '#e6e4df'] } as const

/** From this zoom on the pixels of a picture are shown as squares. */
const squaresFrom = 6

/** What lies below the regions: the picture, or two of them beside each other, on a checkered ground. */
export function paintBackdrop(context: Context, scene: BackdropScene): void {
  clear(context)
  const area = deviceBox(canvasBox(scene), scene)
  paintChecker(context, area, scene.ratio, scene.isLight ? 'light' : 'dark')
  context.globalAlpha = scene.opacity
  context.imageSmoothingEnabled = scene.viewport.zoom < squaresFrom
  context.imageSmoothingQuality = 'high'
  if (scene.picture) paintPart(context, scene.picture, area, 0, scene.other ? scene.split : 1)
  if (scene.other) paintPart(context, scene.other, area, scene.split, 1)
  context.globalAlpha = 1
}

function paintChecker(context: Context, area: Box, ratio: number, theme: keyof typeof checkerColors) {
  const side = Math.max(2, Math.round(checkerSide * ratio))
  context.save()
  context.beginPath()
  context.rect(area.x, area.y, area.width, area.height)
  context.clip()
  context.fillStyle = checkerPattern(context, side, theme)
  context.translate(area.x, area.y)
  context.fillRect(0, 0, area.width, area.height)
  context.restore()
}

const checkers = new Map<string, CanvasPattern>()

function checkerPattern(context: Context, side: number, theme: keyof typeof checkerColors): CanvasPattern {
  const key = `${theme} ${side}`
  const known = checkers.get(key)
  if (known) return known
  const tile = new OffscreenCanvas(2 * side, 2 * side).getContext('2d')!
  const [light, dark] = checkerColors[theme]
  tile.fillStyle = dark
  tile.fillRect(0, 0, 2 * side, 2 * side)
  tile.fillStyle = light
  tile.fillRect(0, 0, side, side)
  tile.fillRect(side, side, side, side)
  const pattern = context.createPattern(tile.canvas, 'repeat')!
  checkers.set(key, pattern)
  return pattern
}

/**
 * The part of a picture between two places of the canvas' width. A picture of another shape, as of another document,
 * lies whole in the middle.
 */
function paintPart(context: Context, picture: Picture, area: Box, from: number, to: number) {
  if (to <= from) return
  context.save()
  context.beginPath()
  context.rect(area.x + Math.round(area.width * from), area.y, Math.round(area.width * (to - from)), area.height)
  context.clip()
  const { x, y, width, height } = containedIn(area, picture)
  context.drawImage(picture, x, y, width, height)
  context.restore()
}
