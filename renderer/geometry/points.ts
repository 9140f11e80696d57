declare const space: unique symbol

/** In pixels of the picture, from its top left corner. */
export interface CanvasPoint {
  readonly x: number
  readonly y: number
  readonly [space]?: 'canvas'
}

/** In CSS pixels of the area in which the canvas is shown. */
export interface StagePoint {
  readonly x: number
  readonly y: number
  readonly [space]?: 'stage'
}

export interface Size {
  readonly width: number
  readonly height: number
}

export function clamp(value: number, smallest: number, largest: number): number {
  return Math.min(Math.max(value, smallest), Math.max(smallest, largest))
}
