import { assert } from '../errors/engineError.ts'
import type { ImageMask } from './adapterGates.ts'

/**
 * A mask at another size, row-major `[height, width]`: every cell is the mean of the area that it covers, with cells of
 * the mask at its border counted by the part that is covered. The mean of the whole stays the same.
 */
export function areaAverage(mask: ImageMask, width: number, height: number): Float32Array {
  assert(mask.data.length === mask.width * mask.height, `a mask of ${mask.width} x ${mask.height} has all its values`)
  const columns = coverage(mask.width, width)
  const rows = coverage(mask.height, height)
  const narrowed = new Float64Array(mask.height * width)
  for (let y = 0; y < mask.height; y++) {
    for (const [x, { first, shares }] of columns.entries()) {
      let sum = 0
      for (const [offset, share] of shares.entries()) sum += share * mask.data[y * mask.width + first + offset]!
      narrowed[y * width + x] = sum
    }
  }
  const averaged = new Float32Array(height * width)
  for (const [y, { first, shares }] of rows.entries()) {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (const [offset, share] of shares.entries()) sum += share * narrowed[(first + offset) * width + x]!
      averaged[y * width + x] = sum
    }
  }
  return averaged
}

/**
 * For each of `to` equal cells along a side of `from` cells: the cells that it covers, with their shares of its area.
 */
function coverage(from: number, to: number): readonly { readonly first: number; readonly shares: number[] }[] {
  return Array.from({ length: to }, (_, cell) => {
    // Positions are counted in units of 1 / to of a source cell, so that they are whole numbers and shares are exact.
    const begin = cell * from
    const end = begin + from
    const first = Math.floor(begin / to)
    const last = Math.ceil(end / to)
    const shares: number[] = []
    for (let source = first; source < last; source++) {
      shares.push((Math.min(end, (source + 1) * to) - Math.max(begin, source * to)) / from)
    }
    return { first, shares }
  })
}
