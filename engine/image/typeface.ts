import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create } from 'fontkitten'
import type { Font, Glyph } from 'fontkitten'
import { assert, EngineError } from '../errors/engineError.ts'

/** Inter, in the two weights that we print. */
export type TypefaceWeight = 400 | 600

/** The font comes in parts by script. The first part that knows a letter draws it. */
const parts = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'] as const

const openParts = new Map<string, Font>()

/** Found from where this code runs, so that it is found from a bundle too. */
const require = createRequire(import.meta.url)

/** The measures of the typeface in shares of its size, from the baseline; the same in all parts and weights. */
export const typefaceMeasures = { ascent: 1984 / 2048, descent: 494 / 2048, capHeight: 1490 / 2048 } as const

/**
 * The glyph that draws a code point, with the units of its em, or nothing where the font has none. Text drawn with
 * these looks the same on every machine, also where no font is installed.
 *
 * Throws 'file-missing' where the font is missing from the installation.
 */
export function findGlyph(codePoint: number, weight: TypefaceWeight): { glyph: Glyph; unitsPerEm: number } | undefined {
  for (const part of parts) {
    const font = openPart(part, weight)
    if (font.hasGlyphForCodePoint(codePoint)) {
      return { glyph: font.glyphForCodePoint(codePoint), unitsPerEm: font.unitsPerEm }
    }
  }
  return undefined
}

function openPart(part: (typeof parts)[number], weight: TypefaceWeight): Font {
  const name = `@fontsource/inter/files/inter-${part}-${weight}-normal.woff`
  let font = openParts.get(name)
  if (!font) {
    const opened = create(readFont(name))
    assert(!opened.isCollection, `'${name}' is one font`)
    font = opened
    openParts.set(name, font)
  }
  return font
}

function readFont(name: string): Buffer {
  try {
    return readFileSync(require.resolve(name))
  } catch (error) {
    throw new EngineError('file-missing', `The font '${name}' is missing.`, 'Install Polyptych again.', {
      cause: error,
    })
  }
}
