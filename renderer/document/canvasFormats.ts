import { nearestCanvasSide, type Canvas } from '../../engine/protocol/project.ts'

/** A form of a canvas by its proportion, such as `3:2`. */
export interface CanvasFormat extends Canvas {
  readonly name: string
}

const proportions: readonly (readonly [number, number])[] = [
  [1, 1],
  [4, 3],
  [3, 4],
  [3, 2],
  [2, 3],
  [16, 9],
  [9, 16],
]

/**
 * Formats of about as many pixels as the pictures that a model was trained on, in sides that its network divides well.
 */
export function canvasFormats(nativeSide: number): CanvasFormat[] {
  const step = Math.max(8, nativeSide / 16)
  const rounded = (side: number) => nearestCanvasSide(Math.round(side / step) * step)
  return proportions.map(([across, down]) => ({
    name: `${across}:${down}`,
    width: rounded(nativeSide * Math.sqrt(across / down)),
    height: rounded(nativeSide * Math.sqrt(down / across)),
  }))
}
