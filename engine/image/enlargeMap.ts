import type { ImageMap } from './imageMap.ts'

/**
 * A map on a grid that is as fine or finer: interpolated by cubic convolution (Keys 1981, "Cubic Convolution
 * Interpolation for Digital Image Processing", a = −1/2) between the centres of its cells. Beyond the border the map
 * goes on as it ends. No result lies outside the range of the four numbers around it along each axis, so that a peak
 * stays the peak and what is zero stays zero.
 */
export function enlargeMap(map: ImageMap, width: number, height: number): ImageMap {
  const wide = new Float32Array(width * map.height)
  interpolateLines(map.data, wide, {
    lines: map.height,
    from: { length: map.width, stride: 1, nextLine: map.width },
    to: { length: width, stride: 1, nextLine: width },
  })
  const data = new Float32Array(width * height)
  interpolateLines(wide, data, {
    lines: width,
    from: { length: map.height, stride: width, nextLine: 1 },
    to: { length: height, stride: width, nextLine: 1 },
  })
  return { width, height, data }
}

/** How the lines of one direction lie in an array. */
interface Lines {
  readonly length: number
  readonly stride: number
  readonly nextLine: number
}

interface Interpolation {
  readonly lines: number
  readonly from: Lines
  readonly to: Lines
}

function interpolateLines(source: Float32Array, target: Float32Array, { lines, from, to }: Interpolation): void {
  for (let position = 0; position < to.length; position++) {
    const centre = ((position + 0.5) * from.length) / to.length - 0.5
    const before = Math.floor(centre)
    const [first, second, third, fourth] = keysWeights(centre - before)
    const tap = (index: number): number => clamp(index, 0, from.length - 1) * from.stride
    const [one, two, three, four] = [tap(before - 1), tap(before), tap(before + 1), tap(before + 2)]
    for (let line = 0; line < lines; line++) {
      const start = line * from.nextLine
      const a = source[start + one]!
      const b = source[start + two]!
      const c = source[start + three]!
      const d = source[start + four]!
      const value = first * a + second * b + third * c + fourth * d
      target[line * to.nextLine + position * to.stride] = clamp(value, Math.min(a, b, c, d), Math.max(a, b, c, d))
    }
  }
}

/** Weights of the two neighbours before and the two after a point that lies `t` behind the second. */
function keysWeights(t: number): [number, number, number, number] {
  const t2 = t * t
  const t3 = t2 * t
  return [(-t3 + 2 * t2 - t) / 2, (3 * t3 - 5 * t2 + 2) / 2, (-3 * t3 + 4 * t2 + t) / 2, (t3 - t2) / 2]
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
