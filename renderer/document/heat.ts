import type { ConceptMap } from '../../engine/protocol/window/index.ts'

/** From dark to light in even steps to the eye: the stops of matplotlib's magma, by van der Walt and Smith (CC0). */
const stops = ['#1c1044', '#4f127b', '#812581', '#b5367a', '#e55064', '#fb8761', '#fec287', '#fcfdbf']
const colors = stops.map((stop) => [1, 3, 5].map((at) => parseInt(stop.slice(at, at + 2), 16)))

/** The smallest side of the picture that a map becomes. */
const fineSide = 256
/** So that the picture below still shows where a map is full. */
const mostOpaque = 0.82

/**
 * The colour of a value of 0 to 1, as red, green, blue and opacity of 0 to 255. Low values are clear as well as dark.
 */
export function heatColor(value: number): [number, number, number, number] {
  const at = Math.min(1, Math.max(0, value)) * (colors.length - 1)
  const index = Math.min(Math.floor(at), colors.length - 2)
  const part = at - index
  const mix = (channel: number) => colors[index]![channel]! * (1 - part) + colors[index + 1]![channel]! * part
  return [mix(0), mix(1), mix(2), 255 * mostOpaque * Math.min(1, value * 1.8)]
}

/**
 * Values of a map between its cells, by cubic curves through their centres (Catmull and Rom), `[height, width]`, 0 to
 * 1.
 */
export function smoothed(cells: Uint8Array, from: Size, to: Size): Float32Array {
  const across = new Float32Array(to.width * from.height)
  for (let y = 0; y < from.height; y++) {
    for (let x = 0; x < to.width; x++) {
      const at = ((x + 0.5) * from.width) / to.width - 0.5
      across[y * to.width + x] = cubic(at, from.width, (cell) => cells[y * from.width + cell]! / 255)
    }
  }
  const values = new Float32Array(to.width * to.height)
  for (let y = 0; y < to.height; y++) {
    const at = ((y + 0.5) * from.height) / to.height - 0.5
    for (let x = 0; x < to.width; x++) {
      const value = cubic(at, from.height, (cell) => across[cell * to.width + x]!)
      values[y * to.width + x] = Math.min(1, Math.max(0, value))
    }
  }
  return values
}

interface Size {
  readonly width: number
  readonly height: number
}

function cubic(at: number, length: number, valueOf: (index: number) => number): number {
  const cell = Math.floor(at)
  const t = at - cell
  const get = (index: number) => valueOf(Math.min(length - 1, Math.max(0, index)))
  const [a, b, c, d] = [get(cell - 1), get(cell), get(cell + 1), get(cell + 2)]
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
}

/** The cells of a map. */
export function mapCells({ bytes }: Pick<ConceptMap, 'bytes'>): Uint8Array {
  return Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))
}

/** Red, green, blue and opacity of each pixel. */
export interface HeatPixels extends Size {
  readonly data: Uint8ClampedArray<ArrayBuffer>
}

/** A map as a picture to lie over another, finer than its cells. `of` is the value that is hottest. */
export function heatPixels(map: ConceptMap, of = map.max): HeatPixels {
  const scale = Math.max(1, Math.ceil(fineSide / Math.min(map.width, map.height)))
  const to = { width: map.width * scale, height: map.height * scale }
  const values = smoothed(mapCells(map), map, to)
  const data = new Uint8ClampedArray(4 * to.width * to.height)
  const factor = of > 0 ? map.max / of : 0
  for (let i = 0; i < values.length; i++) data.set(heatColor(values[i]! * factor), i * 4)
  return { ...to, data }
}
