import type { Fidelity } from '../fidelity.ts'
import { cellCount, type Grid } from './grid.ts'

/** A box as fractions of the canvas, 0 to 1. */
export interface BoxFractions {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** A box in pixels as fractions of the canvas; what lies outside is cut off. */
export function boxFractions(
  { x, y, width, height }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  canvas: Grid,
): BoxFractions {
  const fraction = (position: number, side: number) => Math.min(1, Math.max(0, position / side))
  return {
    top: fraction(y, canvas.height),
    left: fraction(x, canvas.width),
    bottom: fraction(y + height, canvas.height),
    right: fraction(x + width, canvas.width),
  }
}

/** A box in whole cells; bottom and right are the first cells after it. */
export interface CellBox {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/**
 * The cells of a box. `faithful`: the rule of LoRA-Composer's program, from ceil(begin) up to, but without, floor(end),
 * which shrinks the box and may leave nothing. `fixed`: every cell that the box touches, and at least one.
 */
export function boxCells(box: BoxFractions, grid: Grid, fidelity: Fidelity): CellBox {
  const [top, bottom] = span(box.top, box.bottom, grid.height, fidelity)
  const [left, right] = span(box.left, box.right, grid.width, fidelity)
  return { top, left, bottom, right }
}

export function boxCellCount({ top, left, bottom, right }: CellBox): number {
  return Math.max(0, bottom - top) * Math.max(0, right - left)
}

/** 1 on the cells of a box, 0 elsewhere: `[height, width]`. */
export function boxMask(box: CellBox, grid: Grid): Float32Array {
  const mask = new Float32Array(cellCount(grid))
  if (box.left >= box.right) return mask
  for (let y = box.top; y < box.bottom; y++) mask.fill(1, y * grid.width + box.left, y * grid.width + box.right)
  return mask
}

/** 0.3 * 10 is 3.0000000000000004 at times, which must not claim a cell. */
const slack = 1e-9

function span(from: number, to: number, cells: number, fidelity: Fidelity): [number, number] {
  if (fidelity === 'faithful') return [Math.ceil(from * cells), Math.floor(to * cells)]
  const first = Math.min(cells - 1, Math.max(0, Math.floor(from * cells + slack)))
  const end = Math.min(cells, Math.max(first + 1, Math.ceil(to * cells - slack)))
  return [first, end]
}
