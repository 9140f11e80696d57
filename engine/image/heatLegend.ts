import { heatColor, heatOpacity } from './heatColors.ts'
import { blendPixel, fillRectangle, inks } from './paper.ts'
import type { Paper, Rectangle } from './paper.ts'
import { drawText, measureText, shortenText } from './text.ts'
import type { TextStyle } from './text.ts'
import { typefaceMeasures } from './typeface.ts'

/** Pixels at the size of a picture of 512 pixels or less; larger pictures have a larger legend. */
const measures = { padding: 10, line: 32, gap: 8, text: 13, bar: { width: 96, height: 8 } } as const
/** Narrower pictures have the name above the scale. */
const leastLineWidth = 240

/** The height of the legend below a picture, in pixels. */
export function heatLegendHeight(width: number, height: number): number {
  const scale = legendScale(width, height)
  const line = Math.round(measures.line * scale)
  return width < leastLineWidth ? Math.round(line * 1.5) : line
}

/** Draws name and colour scale with its two ends, side by side or one above the other. */
export async function drawHeatLegend(
  paper: Paper,
  place: Rectangle,
  name: string,
  range: { readonly low: number; readonly high: number },
): Promise<void> {
  const scale = legendScale(paper.width, place.top)
  const padding = Math.round(measures.padding * scale)
  const gap = Math.round(measures.gap * scale)
  const label: TextStyle = { size: measures.text * scale, weight: 600, color: inks.ink }
  const number: TextStyle = { size: (measures.text - 1) * scale, weight: 400, color: inks.quiet }
  const [low, high] = [formatNumber(range.low), formatNumber(range.high)]
  const [lowWidth, highWidth] = [low, high].map((text) => Math.ceil(measureText(text, number))) as [number, number]

  const stacked = place.width < leastLineWidth
  const inner = { left: place.left + padding, right: place.left + place.width - padding }
  const room = inner.right - inner.left - lowWidth - highWidth - 2 * gap
  const barWidth = stacked ? room : Math.min(Math.round(measures.bar.width * scale), room)
  const barLeft = inner.right - highWidth - gap - barWidth
  const lowLeft = barLeft - gap - lowWidth
  const [nameMiddle, scaleMiddle] = (stacked ? [0.3, 0.7] : [0.5, 0.5]).map(
    (share) => place.top + share * place.height,
  ) as [number, number]

  const nameWidth = (stacked ? inner.right : lowLeft - 2 * gap) - inner.left
  await drawText(
    paper,
    shortenText(name, label, nameWidth),
    { left: inner.left, baseline: baselineOf(nameMiddle, label) },
    label,
  )
  // Without room for the bar the numbers would lie upon each other.
  if (barWidth < 1) return
  const baseline = baselineOf(scaleMiddle, number)
  await drawText(paper, low, { left: lowLeft, baseline }, number)
  await drawText(paper, high, { left: inner.right - highWidth, baseline }, number)
  const barHeight = Math.round(measures.bar.height * scale)
  drawBar(paper, { left: barLeft, top: Math.round(scaleMiddle - barHeight / 2), width: barWidth, height: barHeight })
}

/** The scale as it looks on the picture: transparent at its lower end. */
function drawBar(paper: Paper, { left, top, width, height }: Rectangle): void {
  fillRectangle(paper, { left: left - 1, top: top - 1, width: width + 2, height: height + 2 }, inks.line)
  fillRectangle(paper, { left, top, width, height }, '#ffffff')
  for (let x = 0; x < width; x++) {
    const share = (x + 0.5) / width
    for (let y = top; y < top + height; y++) {
      blendPixel(paper.pixels, (y * paper.width + left + x) * 3, heatColor(share), heatOpacity(share))
    }
  }
}

/** Sets capitals around a middle. */
function baselineOf(middle: number, { size }: TextStyle): number {
  return Math.round(middle + (size * typefaceMeasures.capHeight) / 2)
}

function legendScale(width: number, height: number): number {
  return Math.min(Math.max(Math.min(width, height) / 512, 1), 4)
}

/** Two digits that count, with a true minus. */
function formatNumber(value: number): string {
  return `${Number(value.toPrecision(2))}`.replace(/-/g, '−')
}
