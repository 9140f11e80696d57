import { assert } from '../../errors/engineError.ts'

/**
 * Who owns a cell that several regions cover: `z-order` lets upper regions hide lower ones, as in a picture of layers;
 * `average` shares it in equal parts.
 */
export type Overlap = 'z-order' | 'average'

/** A partition of unity: at each cell the shares and the background add up to 1. */
export interface RegionShares {
  /** Of each region, in the order of the masks. */
  readonly shares: readonly Float32Array[]
  /** What no region covers. */
  readonly background: Float32Array
}

/**
 * Divides every cell among regions. `masks` (0 to 1, of one length) are given from the bottom to the top.
 * - `z-order`: alpha compositing from the top: a region gets its mask's part of what the regions above left over.
 * - `average`: a region gets m / max(1, Σ m); hard masks share a cell that c of them cover by 1 / c each.
 */
export function layerRegions(masks: readonly Float32Array[], overlap: Overlap, cells: number): RegionShares {
  for (const mask of masks) assert(mask.length === cells, `a mask of ${mask.length} cells lies on a grid of ${cells}`)
  const shares = masks.map(() => new Float32Array(cells))
  const background = new Float32Array(cells)
  for (let cell = 0; cell < cells; cell++) {
    background[cell] = overlap === 'z-order' ? composite(masks, shares, cell) : average(masks, shares, cell)
  }
  return { shares, background }
}

function composite(masks: readonly Float32Array[], shares: readonly Float32Array[], cell: number): number {
  let left = 1
  for (let layer = masks.length - 1; layer >= 0; layer--) {
    const mask = masks[layer]![cell]!
    shares[layer]![cell] = left * mask
    left *= 1 - mask
  }
  return left
}

function average(masks: readonly Float32Array[], shares: readonly Float32Array[], cell: number): number {
  const sum = masks.reduce((total, mask) => total + mask[cell]!, 0)
  for (const [layer, mask] of masks.entries()) shares[layer]![cell] = mask[cell]! / Math.max(1, sum)
  return Math.max(0, 1 - sum)
}
