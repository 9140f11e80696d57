import { fromOkLab, parseColor, toOkLab } from './okLab.ts'
import type { OkLab, Rgb } from './okLab.ts'

/**
 * From cold to hot: matplotlib's "inferno" (Smith and van der Walt 2015, CC0) at 0.2, 0.3 … 1. The darkest fifth is
 * left out, since over a picture it would look like shadow.
 */
const controlColors = [
  '#420a68',
  '#6a176e',
  '#932667',
  '#bc3754',
  '#dd513a',
  '#f37819',
  '#fca50a',
  '#f6d746',
  '#fcffa4',
] as const

const colorCount = 256

/** Below this share of the range nothing is seen: most of a map is noise that would tint the whole picture. */
const fadeStart = 0.05
const fadeEnd = 0.5
/** At the peak the picture still shines through. */
const mostOpacity = 0.78

/** The colours of a heat picture, `[256]`, in steps that look equal: equally far apart in OKLab. */
export const heatColors: readonly Rgb[] = evenColors(controlColors.map((color) => toOkLab(parseColor(color))))

/** How much the colour covers the picture at a share of the range, 0 to 1. */
export function heatOpacity(share: number): number {
  const t = Math.min(Math.max((share - fadeStart) / (fadeEnd - fadeStart), 0), 1)
  return mostOpacity * t * t * (3 - 2 * t)
}

/** The colour at a share of the range, 0 to 1. */
export function heatColor(share: number): Rgb {
  return heatColors[Math.round(Math.min(Math.max(share, 0), 1) * (colorCount - 1))]!
}

/** Colours along the line through some, each as far from the next as all others. */
function evenColors(corners: readonly OkLab[]): Rgb[] {
  const lengths = corners.slice(1).map((corner, index) => distance(corner, corners[index]!))
  const total = lengths.reduce((sum, length) => sum + length, 0)
  return Array.from({ length: colorCount }, (_, index) => {
    let rest = (index / (colorCount - 1)) * total
    let piece = 0
    while (piece < lengths.length - 1 && rest > lengths[piece]!) rest -= lengths[piece++]!
    const t = rest / lengths[piece]!
    const [from, to] = [corners[piece]!, corners[piece + 1]!]
    return fromOkLab([mix(from[0], to[0], t), mix(from[1], to[1], t), mix(from[2], to[2], t)])
  })
}

function distance(first: OkLab, second: OkLab): number {
  return Math.hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2])
}

function mix(from: number, to: number, t: number): number {
  return from + (to - from) * t
}
