import type { Size } from '../geometry/points.ts'

/** In CSS pixels, as the stylesheet of the sheet has them. */
export const sheetGaps = { betweenPictures: 8, betweenMethods: 24 } as const
/** The name above the pictures of a method, and the seed below each. */
const textHeight = 56
/** Smaller ones say nothing; larger ones leave no room for others. */
const sizes = { least: 160, most: 720 } as const

export interface SheetLayout {
  /** Of each picture. */
  readonly width: number
  /** Methods side by side. */
  readonly across: number
}

/**
 * The largest pictures with which a whole comparison fits into its room; where they would become too small, it is
 * scrolled, and a row of methods takes the width. `ratio` is the width of a picture by its height.
 */
export function sheetLayout(room: Size, methods: number, seeds: number, ratio: number): SheetLayout {
  const choices = Array.from({ length: Math.max(1, methods) }, (_, index) => {
    const across = index + 1
    return { across, byWidth: widthBeside(room.width, across, seeds), byHeight: widthBelow(room.height, across) }
  })
  const whole = choices.map(({ across, byWidth, byHeight }) => ({ across, width: Math.min(byWidth, byHeight) }))
  const best = whole.reduce((a, b) => (b.width > a.width ? b : a))
  if (best.width >= sizes.least) return { across: best.across, width: Math.floor(Math.min(best.width, sizes.most)) }
  const { across, byWidth } = choices.findLast((choice) => choice.byWidth >= sizes.least) ?? choices[0]!
  const tallest = Math.max(sizes.least, (room.height - textHeight) * ratio)
  return { across, width: Math.floor(Math.max(sizes.least, Math.min(byWidth, tallest, sizes.most))) }

  function widthBelow(height: number, across: number): number {
    const rows = Math.ceil(methods / across)
    return ((height - (rows - 1) * sheetGaps.betweenMethods) / rows - textHeight) * ratio
  }
}

function widthBeside(width: number, across: number, seeds: number): number {
  const block = (width - (across - 1) * sheetGaps.betweenMethods) / across
  return (block - (seeds - 1) * sheetGaps.betweenPictures) / Math.max(1, seeds)
}
