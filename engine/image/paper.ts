import sharp from 'sharp'
import { assert } from '../errors/engineError.ts'
import { parseColor } from './okLab.ts'
import type { ImagePixels } from './readImage.ts'

/** A picture that is being drawn. Whoever made it may change its pixels. */
export type Paper = ImagePixels

/** Pixels from the upper left corner of the paper. Whole numbers. */
export interface Rectangle {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Colours of what is printed: warm paper, ink, ink that stays in the background, hairlines, and trouble. */
export const inks = {
  paper: '#faf9f7',
  ink: '#1f1d1a',
  quiet: '#67635c',
  line: '#d8d5ce',
  blank: '#f1efeb',
  trouble: '#a2362a',
} as const

export function createPaper(width: number, height: number, color: string = inks.paper): Paper {
  const paper = { width, height, pixels: new Uint8Array(width * height * 3) }
  fillRectangle(paper, { left: 0, top: 0, width, height }, color)
  return paper
}

/** Fills what lies on the paper of a rectangle. */
export function fillRectangle(paper: Paper, rectangle: Rectangle, color: string): void {
  const rgb = parseColor(color)
  eachPixel(paper, rectangle, (target) => {
    paper.pixels.set(rgb, target)
  })
}

/** Puts a picture on the paper, pixel for pixel. It must fit. */
export function drawPicture(paper: Paper, picture: ImagePixels, left: number, top: number): void {
  const fits = left >= 0 && top >= 0 && left + picture.width <= paper.width && top + picture.height <= paper.height
  assert(fits, `a picture of ${picture.width}x${picture.height} does not fit at ${left}, ${top}`)
  for (let y = 0; y < picture.height; y++) {
    const line = picture.pixels.subarray(y * picture.width * 3, (y + 1) * picture.width * 3)
    paper.pixels.set(line, ((top + y) * paper.width + left) * 3)
  }
}

/**
 * Draws shapes, the elements of an SVG in pixels of the rectangle, over the paper. What leaves the rectangle is cut.
 */
export async function drawShapes(paper: Paper, rectangle: Rectangle, shapes: string): Promise<void> {
  const { width, height } = rectangle
  if (width < 1 || height < 1) return
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes}</svg>`
  const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  assert(info.width === width && info.height === height && info.channels === 4, 'shapes fill their rectangle')
  eachPixel(paper, rectangle, (target, source) => {
    blendPixel(
      paper.pixels,
      target,
      [data[source * 4]!, data[source * 4 + 1]!, data[source * 4 + 2]!],
      data[source * 4 + 3]! / 255,
    )
  })
}

/** Covers the pixel at an offset with a colour, 0 not at all, 1 fully. */
export function blendPixel(pixels: Uint8Array, offset: number, color: ArrayLike<number>, opacity: number): void {
  for (let channel = 0; channel < 3; channel++) {
    const below = pixels[offset + channel]!
    pixels[offset + channel] = Math.round(below + (color[channel]! - below) * opacity)
  }
}

/** The pixels of a rectangle that lie on the paper: their offset there, and their index in the rectangle. */
function eachPixel(paper: Paper, rectangle: Rectangle, visit: (target: number, source: number) => void): void {
  const { left, top, width, height } = rectangle
  for (let y = Math.max(0, -top); y < Math.min(height, paper.height - top); y++) {
    for (let x = Math.max(0, -left); x < Math.min(width, paper.width - left); x++) {
      visit(((top + y) * paper.width + left + x) * 3, y * width + x)
    }
  }
}
