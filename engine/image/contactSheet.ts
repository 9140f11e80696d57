import sharp from 'sharp'
import { createPaper, drawPicture, fillRectangle, inks } from './paper.ts'
import type { Paper, Rectangle } from './paper.ts'
import type { ImagePixels } from './readImage.ts'
import { drawOutline } from './regionOutline.ts'
import { captionsOf, layoutSheet } from './sheetLayout.ts'
import type { ContactSheet, SheetCell, SheetLayout } from './sheetLayout.ts'
import { drawText, measureText, shortenText, wrapText } from './text.ts'
import type { TextStyle } from './text.ts'
import { typefaceMeasures } from './typeface.ts'

/**
 * Prints pictures side by side, as a contact sheet: a title, labels of rows and columns, lines of text below each
 * picture. What has failed is shown with its reason. Labels that are too long end in an ellipsis.
 *
 * Throws as `layoutSheet`.
 */
export async function contactSheet(sheet: ContactSheet): Promise<ImagePixels> {
  const layout = layoutSheet(sheet)
  const paper = createPaper(layout.width, layout.height)
  await drawHead(paper, sheet, layout)
  for (const [row, cells] of sheet.cells.entries()) {
    for (const [column, cell] of cells.entries()) await drawCell(paper, cell, layout.places[row]![column]!, layout)
  }
  return paper
}

async function drawHead(
  paper: Paper,
  { title, subtitle = '', columnLabels }: ContactSheet,
  layout: SheetLayout,
): Promise<void> {
  const { styles, places } = layout
  const { left, width, baseline } = layout.title
  await drawShortened(paper, title, width, { left, baseline }, styles.title)
  await drawShortened(paper, subtitle, width, { left, baseline: layout.subtitleBaseline }, styles.subtitle)
  for (const [column, label] of columnLabels.entries()) {
    const start = { left: layout.columnLabels.lefts[column]!, baseline: layout.columnLabels.baseline }
    await drawShortened(paper, label, layout.columnLabels.width, start, styles.label)
  }
  // Capitals begin where the picture begins.
  const rise = Math.round(styles.label.size * typefaceMeasures.capHeight)
  for (const [row, lines] of layout.rowLabels.lines.entries()) {
    for (const [index, line] of lines.entries()) {
      const baseline = places[row]![0]!.top + rise + index * layout.rowLabels.lineHeight
      await drawText(paper, line, { left: layout.rowLabels.left, baseline }, styles.label)
    }
  }
}

async function drawCell(paper: Paper, cell: SheetCell, place: Rectangle, layout: SheetLayout): Promise<void> {
  const { left, top, width, height } = place
  // A hairline keeps pictures with light borders from running into the paper.
  fillRectangle(paper, { left: left - 1, top: top - 1, width: width + 2, height: height + 2 }, inks.line)
  if (cell.type !== 'picture') {
    fillRectangle(paper, place, inks.blank)
    if (cell.type === 'failed') await drawFailure(paper, cell.reason, place, layout)
    return
  }
  drawPicture(paper, await scaledTo(cell.picture, width, height), left, top)
  for (const outline of cell.outlines ?? []) drawOutline(paper, place, outline)
  for (const [line, text] of captionsOf(cell).entries()) {
    const style = line === 0 ? layout.styles.caption : layout.styles.secondCaption
    const baseline = top + layout.box.height + layout.captionBaselines[line]!
    await drawShortened(paper, text, layout.columnLabels.width, { left, baseline }, style)
  }
}

/** "Failed" and the reason, in the middle of the box. */
async function drawFailure(paper: Paper, reason: string, place: Rectangle, { styles }: SheetLayout): Promise<void> {
  const heading: TextStyle = { ...styles.label, color: inks.trouble }
  const lineHeight = Math.round(styles.caption.size * 1.4)
  const padding = Math.min(Math.round(styles.caption.size * 1.4), Math.floor(place.width / 8))
  const room = place.width - 2 * padding
  const mostLines = Math.max(1, Math.floor((place.height - 2 * padding) / lineHeight) - 1)
  const lines = wrapText(reason, styles.secondCaption, room, mostLines)
  const afterHeading = Math.round(lineHeight / 4)
  let baseline = Math.round(place.top + (place.height - lines.length * lineHeight - afterHeading) / 2)
  for (const [index, line] of ['Failed', ...lines].entries()) {
    const style = index === 0 ? heading : styles.secondCaption
    const text = shortenText(line, style, room)
    const left = Math.round(place.left + (place.width - measureText(text, style)) / 2)
    await drawText(paper, text, { left, baseline }, style)
    baseline += lineHeight + (index === 0 ? afterHeading : 0)
  }
}

async function drawShortened(
  paper: Paper,
  text: string,
  width: number,
  start: { left: number; baseline: number },
  style: TextStyle,
): Promise<void> {
  await drawText(paper, shortenText(text, style, width), start, style)
}

async function scaledTo(picture: ImagePixels, width: number, height: number): Promise<ImagePixels> {
  if (picture.width === width && picture.height === height) return picture
  const raw = { width: picture.width, height: picture.height, channels: 3 } as const
  const pixels = await sharp(picture.pixels, { raw })
    .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer()
  return { width, height, pixels }
}
