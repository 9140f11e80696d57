/** Side of a tile of a mask, in canvas pixels. */
export const tileSide = 128

/**
 * A painted region, 0 to 255 for each canvas pixel, in tiles that versions share: a stroke copies the tiles that it touches
 * and no others. A missing tile is empty. Tiles at the right and lower edge are whole, what lies outside is never read.
 */
export interface Mask {
  readonly width: number
  readonly height: number
  /** Row by row, each `[tileSide, tileSide]`. Never changed once they are in a mask. */
  readonly tiles: readonly (Uint8Array | undefined)[]
}

export function emptyMask(width: number, height: number): Mask {
  const count = Math.ceil(width / tileSide) * Math.ceil(height / tileSide)
  return { width, height, tiles: Array.from({ length: count }, () => undefined) }
}
