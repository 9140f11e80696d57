import { assert, EngineError } from '../errors/engineError.ts'
import { inks } from './paper.ts'
import type { Rectangle } from './paper.ts'
import type { ImagePixels } from './readImage.ts'
import type { RegionOutline } from './regionOutline.ts'
import { measureText, wrapText } from './text.ts'
import type { TextStyle } from './text.ts'

/** What stands at one place of a contact sheet. */
export type SheetCell =
  | {
      readonly type: 'picture'
      readonly picture: ImagePixels
      /** Short lines below the picture, such as numbers; two at most. */
      readonly lines?: readonly string[]
      readonly outlines?: readonly RegionOutline[]
    }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'empty' }

/** A labelled grid of pictures. */
export interface ContactSheet {
  readonly title: string
  readonly subtitle?: string
  /** One for each row and column; empty ones where a side needs none. */
  readonly rowLabels: readonly string[]
  readonly columnLabels: readonly string[]
  /** `[row][column]` */
  readonly cells: readonly (readonly SheetCell[])[]
  /** The most pixels that a picture is wide and high; 256 unless given. Larger ones are scaled down. */
  readonly cellSize?: number
}

/** Where everything stands, in pixels. */
export interface SheetLayout {
  readonly width: number
  readonly height: number
  readonly styles: SheetStyles
  readonly title: { readonly left: number; readonly width: number; readonly baseline: number }
  readonly subtitleBaseline: number
  readonly columnLabels: { readonly width: number; readonly lefts: readonly number[]; readonly baseline: number }
  readonly rowLabels: {
    readonly left: number
    readonly lines: readonly (readonly string[])[]
    readonly lineHeight: number
  }
  /** `[row][column]`: the place of a picture, or the box that stands for one. */
  readonly places: readonly (readonly Rectangle[])[]
  /** From the lower border of the box to the baselines of the lines below. */
  readonly captionBaselines: readonly number[]
  /** The largest picture. Every place begins in the upper left corner of such a box. */
  readonly box: { readonly width: number; readonly height: number }
}

export interface SheetStyles {
  readonly title: TextStyle
  readonly subtitle: TextStyle
  readonly label: TextStyle
  readonly caption: TextStyle
  readonly secondCaption: TextStyle
}

const mostCaptions = 2
const defaultCellSize = 256
const mostRowLabelLines = 3
const mostSheetPixels = 250_000_000

/** Pixels for cells of up to 320; larger cells have larger text and gaps, up to twice. */
const measures = {
  margin: 28,
  columnGap: 16,
  rowGap: 24,
  titleLine: 26,
  subtitleLine: 20,
  afterTitle: 22,
  labelLine: 18,
  afterLabel: 8,
  beforeCaption: 6,
  captionLine: 16,
  rowLabelWidth: 150,
  /** So that captions are readable below tiny pictures, and the title above few of them. */
  leastColumnWidth: 152,
  leastContentWidth: 320,
} as const

/**
 * The layout of a contact sheet.
 *
 * Throws 'setting-invalid' for a sheet that would be too large to draw.
 */
export function layoutSheet(sheet: ContactSheet): SheetLayout {
  const { cells, rowLabels, columnLabels, cellSize = defaultCellSize } = sheet
  assert(cells.length > 0 && cells.length === rowLabels.length, 'a contact sheet has a label for each row')
  const isGrid = columnLabels.length > 0 && cells.every((row) => row.length === columnLabels.length)
  assert(isGrid, 'a contact sheet has a label for each column')
  assert(Number.isInteger(cellSize) && cellSize > 0, `${cellSize} is no size of a cell`)

  const scale = Math.min(Math.max(cellSize / 320, 1), 2)
  const px = (measure: keyof typeof measures): number => Math.round(measures[measure] * scale)
  const styles = stylesAt(scale)

  const sizes = cells.map((row) =>
    row.map((cell) => (cell.type === 'picture' ? fitInto(cell.picture, cellSize) : undefined)),
  )
  const box = largest(sizes.flat(), cellSize)
  const columnWidth = Math.max(box.width, px('leastColumnWidth'))

  const labelLines = rowLabels.map((label) => wrapText(label, styles.label, px('rowLabelWidth'), mostRowLabelLines))
  const labelWidth = Math.ceil(Math.max(0, ...labelLines.flat().map((line) => measureText(line, styles.label))))
  const gridLeft = px('margin') + (labelWidth > 0 ? labelWidth + px('columnGap') : 0)
  const lefts = columnLabels.map((_, column) => gridLeft + column * (columnWidth + px('columnGap')))
  const contentWidth = Math.max(lefts.at(-1)! + columnWidth - px('margin'), px('leastContentWidth'))

  const titleBottom = px('margin') + (sheet.title === '' ? 0 : px('titleLine'))
  const headBottom = titleBottom + (sheet.subtitle ? px('subtitleLine') : 0)
  const gridHead = headBottom + (headBottom > px('margin') ? px('afterTitle') : 0)
  const hasColumnLabels = columnLabels.some((label) => label !== '')
  const gridTop = gridHead + (hasColumnLabels ? px('labelLine') + px('afterLabel') : 0)
  const rowHeights = cells.map((row, index) => {
    const lineCount = Math.max(...row.map((cell) => captionsOf(cell).length))
    const captionHeight = lineCount > 0 ? px('beforeCaption') + lineCount * px('captionLine') : 0
    return Math.max(box.height + captionHeight, labelLines[index]!.length * px('labelLine'))
  })
  const tops: number[] = []
  let bottom = gridTop - px('rowGap')
  for (const rowHeight of rowHeights) {
    tops.push(bottom + px('rowGap'))
    bottom = tops.at(-1)! + rowHeight
  }

  const width = contentWidth + 2 * px('margin')
  const height = bottom + px('margin')
  if (width * height > mostSheetPixels) throw tooLarge(width, height)
  return {
    width,
    height,
    styles,
    title: { left: px('margin'), width: contentWidth, baseline: titleBottom - Math.round(7 * scale) },
    subtitleBaseline: headBottom - Math.round(5 * scale),
    columnLabels: { width: columnWidth, lefts, baseline: gridTop - px('afterLabel') - Math.round(4 * scale) },
    rowLabels: { left: px('margin'), lines: labelLines, lineHeight: px('labelLine') },
    places: sizes.map((row, y) => row.map((size, x) => ({ left: lefts[x]!, top: tops[y]!, ...(size ?? box) }))),
    captionBaselines: Array.from(
      { length: mostCaptions },
      (_, line) => px('beforeCaption') + (line + 1) * px('captionLine') - Math.round(4 * scale),
    ),
    box,
  }
}

/** The lines of text below a cell. */
export function captionsOf(cell: SheetCell): readonly string[] {
  return cell.type === 'picture' ? (cell.lines ?? []).slice(0, mostCaptions) : []
}

function stylesAt(scale: number): SheetStyles {
  const caption: TextStyle = { size: 11.5 * scale, weight: 400, color: inks.ink }
  return {
    title: { size: 20 * scale, weight: 600, color: inks.ink },
    subtitle: { size: 13 * scale, weight: 400, color: inks.quiet },
    label: { size: 13 * scale, weight: 600, color: inks.ink },
    caption,
    secondCaption: { ...caption, color: inks.quiet },
  }
}

/** The size of a picture inside a square, in its proportions and never enlarged. */
function fitInto({ width, height }: ImagePixels, side: number): { width: number; height: number } {
  const scale = Math.min(1, side / width, side / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** The box that holds every picture; a whole cell where there is none. */
function largest(
  sizes: readonly ({ width: number; height: number } | undefined)[],
  side: number,
): { width: number; height: number } {
  let [width, height] = [0, 0]
  for (const size of sizes) {
    width = Math.max(width, size?.width ?? 0)
    height = Math.max(height, size?.height ?? 0)
  }
  return width > 0 ? { width, height } : { width: side, height: side }
}

function tooLarge(width: number, height: number): EngineError {
  return new EngineError(
    'setting-invalid',
    `The contact sheet would be ${width}x${height} pixels large.`,
    'Compare fewer pictures at once, or make them smaller.',
  )
}
