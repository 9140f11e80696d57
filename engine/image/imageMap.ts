import { assert } from '../errors/engineError.ts'

/** One number for each cell of a grid that lies over a whole picture: attention, the mask of a region. */
export interface ImageMap {
  readonly width: number
  readonly height: number
  /** `[height, width]`, row-major. */
  readonly data: Float32Array
}

export function assertMap({ width, height, data }: ImageMap): void {
  assert(
    width > 0 && height > 0 && data.length === width * height,
    `${data.length} numbers are no ${width}x${height} map`,
  )
  assert(data.every(Number.isFinite), 'a map holds finite numbers')
}

/** The least and the greatest number of a map. */
export function mapRange({ data }: ImageMap): { low: number; high: number } {
  let low = Infinity
  let high = -Infinity
  for (const value of data) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return { low, high }
}

/** A map as a grey picture of its own size, for those who draw it themselves. */
export interface MapBytes {
  readonly width: number
  readonly height: number
  /** `[height, width]`; 255 stands for `max`. */
  readonly bytes: Uint8Array
  /** The greatest number of the map, 0 where none is greater. */
  readonly max: number
}

/** A map as bytes: 0 to 255 stand for 0 to the greatest number. What is below 0 becomes 0. */
export function toMapBytes(map: ImageMap): MapBytes {
  assertMap(map)
  const max = Math.max(0, mapRange(map).high)
  const bytes = Uint8Array.from(map.data, (value) => (max > 0 ? Math.round((Math.max(0, value) / max) * 255) : 0))
  return { width: map.width, height: map.height, bytes, max }
}
