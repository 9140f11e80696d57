import type { Box } from '../geometry/box.ts'
import type { CanvasPoint } from '../geometry/points.ts'

/** Side of a tile of a mask, in canvas pixels. */
export const tileSide = 128

/**
 * A painted region, 0 to 255 for each canvas pixel, in tiles that versions share: a stroke copies the tiles that it
 * touches and no others. A missing tile is empty. Tiles at the right and lower edge are whole, what lies outside is
 * never read.
 */
export interface Mask {
  readonly width: number
  readonly height: number
  /** Row by row, each `[tileSide, tileSide]`. Never changed once they are in a mask. */
  readonly tiles: readonly (Uint8Array | undefined)[]
}

export const tilesAcross = ({ width }: Pick<Mask, 'width'>): number => Math.ceil(width / tileSide)
const tilesDown = ({ height }: Pick<Mask, 'height'>): number => Math.ceil(height / tileSide)

export function emptyMask(width: number, height: number): Mask {
  const count = tilesAcross({ width }) * tilesDown({ height })
  return { width, height, tiles: Array.from({ length: count }, () => undefined) }
}

export function fullMask(width: number, height: number): Mask {
  const tile = new Uint8Array(tileSide * tileSide).fill(255)
  const { tiles } = emptyMask(width, height)
  return { width, height, tiles: tiles.map(() => tile) }
}

/** Where a tile begins, in pixels of the mask. */
export function tileOrigin(mask: Pick<Mask, 'width'>, index: number): CanvasPoint {
  const across = tilesAcross(mask)
  return { x: (index % across) * tileSide, y: Math.floor(index / across) * tileSide }
}

/** The value of a pixel, 0 to 255; 0 outside. */
export function valueAt(mask: Mask, { x, y }: CanvasPoint): number {
  const column = Math.floor(x)
  const row = Math.floor(y)
  if (column < 0 || row < 0 || column >= mask.width || row >= mask.height) return 0
  const tile = mask.tiles[Math.floor(row / tileSide) * tilesAcross(mask) + Math.floor(column / tileSide)]
  return tile?.[(row % tileSide) * tileSide + (column % tileSide)] ?? 0
}

/** All pixels, `[height, width]`. */
export function pixelsOf(mask: Mask): Uint8Array {
  const pixels = new Uint8Array(mask.width * mask.height)
  for (const [index, tile] of mask.tiles.entries()) {
    if (!tile) continue
    const { x, y } = tileOrigin(mask, index)
    const width = Math.min(tileSide, mask.width - x)
    const height = Math.min(tileSide, mask.height - y)
    for (let row = 0; row < height; row++) {
      pixels.set(tile.subarray(row * tileSide, row * tileSide + width), (y + row) * mask.width + x)
    }
  }
  return pixels
}

/** Of pixels `[height, width]`. Tiles without any value are left out. */
export function maskOf(width: number, height: number, pixels: Uint8Array): Mask {
  const empty = emptyMask(width, height)
  return { ...empty, tiles: empty.tiles.map((_, index) => tileOf(width, height, pixels, tileOrigin(empty, index))) }
}

function tileOf(width: number, height: number, pixels: Uint8Array, { x, y }: CanvasPoint): Uint8Array | undefined {
  const tile = new Uint8Array(tileSide * tileSide)
  const rows = Math.min(tileSide, height - y)
  const columns = Math.min(tileSide, width - x)
  for (let row = 0; row < rows; row++) {
    const start = (y + row) * width + x
    tile.set(pixels.subarray(start, start + columns), row * tileSide)
  }
  return tile.some((value) => value > 0) ? tile : undefined
}

export function invertedMask(mask: Mask): Mask {
  const inverted = pixelsOf(mask).map((value) => 255 - value)
  return maskOf(mask.width, mask.height, inverted)
}

/** On another grid, with straight lines between pixels: masks of files may have any size. */
export function resizedMask(mask: Mask, width: number, height: number): Mask {
  if (mask.width === width && mask.height === height) return mask
  const from = pixelsOf(mask)
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const row = samplesAt(y, height, mask.height)
    for (let x = 0; x < width; x++) {
      const column = samplesAt(x, width, mask.width)
      const at = (r: number, c: number) => from[r * mask.width + c]!
      const upper = at(row.first, column.first) * (1 - column.part) + at(row.first, column.second) * column.part
      const lower = at(row.second, column.first) * (1 - column.part) + at(row.second, column.second) * column.part
      pixels[y * width + x] = Math.round(upper * (1 - row.part) + lower * row.part)
    }
  }
  return maskOf(width, height, pixels)
}

function samplesAt(index: number, length: number, fromLength: number) {
  const at = Math.min(Math.max(((index + 0.5) * fromLength) / length - 0.5, 0), fromLength - 1)
  const first = Math.floor(at)
  return { first, second: Math.min(first + 1, fromLength - 1), part: at - first }
}

const knownBounds = new WeakMap<Mask, Box | 'empty'>()

/** The smallest box around all that is painted; undefined for an empty mask. */
export function maskBounds(mask: Mask): Box | undefined {
  const known = knownBounds.get(mask) ?? findBounds(mask)
  knownBounds.set(mask, known)
  return known === 'empty' ? undefined : known
}

function findBounds(mask: Mask): Box | 'empty' {
  let [left, top, end, last] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [index, tile] of mask.tiles.entries()) {
    if (!tile) continue
    const { x, y } = tileOrigin(mask, index)
    const width = Math.min(tileSide, mask.width - x)
    const height = Math.min(tileSide, mask.height - y)
    for (let row = 0; row < height; row++) {
      const line = tile.subarray(row * tileSide, row * tileSide + width)
      const first = line.findIndex((value) => value > 0)
      if (first < 0) continue
      left = Math.min(left, x + first)
      end = Math.max(end, x + line.findLastIndex((value) => value > 0) + 1)
      top = Math.min(top, y + row)
      last = Math.max(last, y + row + 1)
    }
  }
  return left === Infinity ? 'empty' : { x: left, y: top, width: end - left, height: last - top }
}
