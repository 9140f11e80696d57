import type { Glyph } from 'fontkitten'
import { drawShapes } from './paper.ts'
import type { Paper } from './paper.ts'
import { findGlyph, typefaceMeasures } from './typeface.ts'
import type { TypefaceWeight } from './typeface.ts'

export interface TextStyle {
  /** Pixels of the em. */
  readonly size: number
  readonly weight: TypefaceWeight
  /** `#rrggbb` */
  readonly color: string
}

const ellipsis = '…'
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The width of a line in pixels. Line breaks and other control characters count as spaces. */
export function measureText(text: string, style: TextStyle): number {
  return setLetters(text, style).at(-1)?.end ?? 0
}

/**
 * A line that is no wider than `width`, shortened with an ellipsis where it must be; nothing where not even that fits.
 */
export function shortenText(text: string, style: TextStyle, width: number): string {
  const letters = setLetters(text, style)
  if ((letters.at(-1)?.end ?? 0) <= width) return text
  const room = width - measureText(ellipsis, style)
  if (room < 0) return ''
  return joined(letters.filter(({ end }) => end <= room)).trimEnd() + ellipsis
}

/**
 * A text in lines that are no wider than `width`, broken between words, or inside those that are wider. The last line
 * is shortened where more would come.
 */
export function wrapText(text: string, style: TextStyle, width: number, mostLines: number): string[] {
  const lines: string[] = []
  let rest = joined(setLetters(text, style)).trim()
  while (rest !== '') {
    if (lines.length === mostLines - 1) return [...lines, shortenText(rest, style, width)]
    const line = firstLine(rest, style, width)
    lines.push(line.trimEnd())
    rest = rest.slice(line.length).trimStart()
  }
  return lines
}

/** As many words of a text as fit in a line; of a word that is wider as many letters, one at least. */
function firstLine(text: string, style: TextStyle, width: number): string {
  const letters = setLetters(text, style)
  const beyond = letters.findIndex(({ end }) => end > width)
  if (beyond < 0) return text
  const space = letters.findLastIndex(({ letter }, index) => index <= beyond && letter === ' ')
  return joined(letters.slice(0, space > 0 ? space : Math.max(1, beyond)))
}

/** Draws one line from `left` along a baseline, both whole pixels. */
export async function drawText(
  paper: Paper,
  text: string,
  { left, baseline }: { left: number; baseline: number },
  style: TextStyle,
): Promise<void> {
  const path = outlineText(text, style)
  if (path === '') return
  // Letters may reach over the edges of their boxes.
  const overhang = Math.ceil(style.size / 4)
  const ascent = Math.ceil(style.size * typefaceMeasures.ascent) + overhang
  const rectangle = {
    left: left - overhang,
    top: baseline - ascent,
    width: Math.ceil(measureText(text, style)) + 2 * overhang,
    height: ascent + Math.ceil(style.size * typefaceMeasures.descent) + overhang,
  }
  const shapes = `<path transform="translate(${overhang} ${ascent})" fill="${style.color}" d="${path}"/>`
  await drawShapes(paper, rectangle, shapes)
}

interface SetLetter {
  /** What the eye takes for one letter, with its accents. */
  readonly letter: string
  /** Where it begins and ends along the line, in pixels. */
  readonly start: number
  readonly end: number
}

/**
 * Sets letters one after another, in composed forms, since that is how the font holds accents. There is no kerning: the
 * sizes of captions can do without.
 */
function setLetters(text: string, style: TextStyle): SetLetter[] {
  const printable = text.normalize('NFC').replace(/\p{Cc}+/gu, ' ')
  let end = 0
  return Array.from(graphemes.segment(printable), ({ segment: letter }) => {
    const start = end
    end += letterGlyphs(letter, style)?.reduce((sum, { advance }) => sum + advance, 0) ?? style.size * missing.advance
    return { letter, start, end }
  })
}

function joined(letters: readonly SetLetter[]): string {
  return letters.map(({ letter }) => letter).join('')
}

/** The glyphs of a letter, or nothing where the font has not all of them. */
function letterGlyphs(letter: string, { size, weight }: TextStyle): SizedGlyph[] | undefined {
  const glyphs: SizedGlyph[] = []
  for (const character of letter) {
    const found = findGlyph(character.codePointAt(0)!, weight)
    if (!found) return undefined
    const scale = size / found.unitsPerEm
    glyphs.push({ glyph: found.glyph, scale, advance: found.glyph.advanceWidth * scale })
  }
  return glyphs
}

interface SizedGlyph {
  readonly glyph: Glyph
  /** Pixels of a unit of the font. */
  readonly scale: number
  readonly advance: number
}

/** SVG path data in pixels from the start of the baseline. */
function outlineText(text: string, style: TextStyle): string {
  return setLetters(text, style)
    .map(({ letter, start }) => {
      const glyphs = letterGlyphs(letter, style)
      return glyphs ? outlineGlyphs(glyphs, start) : outlineMissing(style.size, start)
    })
    .join('')
}

function outlineGlyphs(glyphs: readonly SizedGlyph[], start: number): string {
  let path = ''
  let left = start
  for (const { glyph, scale, advance } of glyphs) {
    for (const { command, args } of glyph.path.commands) {
      // Fonts count upwards.
      const points = args.map((value, index) => (index % 2 === 0 ? left + value * scale : -value * scale).toFixed(2))
      path += svgCommands[command] + points.join(' ')
    }
    left += advance
  }
  return path
}

const svgCommands = { moveTo: 'M', lineTo: 'L', quadraticCurveTo: 'Q', bezierCurveTo: 'C', closePath: 'Z' } as const

/** An empty box stands for what the font cannot draw. In shares of the size. */
const missing = { left: 0.08, right: 0.62, line: 1 / 14, advance: 0.7 } as const

function outlineMissing(size: number, start: number): string {
  const line = size * missing.line
  const [left, right] = [start + size * missing.left, start + size * missing.right]
  const height = size * typefaceMeasures.capHeight
  const outside = `M${left} 0V${-height}H${right}V0Z`
  // The other way round, which makes it a hole.
  const inside = `M${left + line} ${-line}H${right - line}V${line - height}H${left + line}Z`
  return outside + inside
}
