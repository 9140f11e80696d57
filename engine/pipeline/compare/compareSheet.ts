import { contactSheet } from '../../image/contactSheet.ts'
import { encodePng } from '../../image/png.ts'
import { readImage } from '../../image/readImage.ts'
import type { SheetCell } from '../../image/sheetLayout.ts'
import type { ComparedConcept, ComparedMethod, ComparedPicture } from '../../protocol/compareEvents.ts'
import { describeSeconds } from './compareTable.ts'
import { summarise, summarisePresence } from './summary.ts'

export interface CompareSheet {
  readonly title: string
  readonly subtitle: string
  readonly seeds: readonly number[]
  readonly steps: number
}

/** A contact sheet as a PNG: a row for each method, a column for each seed. The pictures are read from their files. */
export async function compareSheet(
  { title, subtitle, seeds, steps }: CompareSheet,
  methods: readonly ComparedMethod[],
): Promise<Uint8Array> {
  const cells: SheetCell[][] = []
  for (const method of methods) {
    const row: SheetCell[] = []
    for (const seed of seeds) row.push(await cellOf(method, seed))
    cells.push(row)
  }
  const { pixels, width, height } = await contactSheet({
    title,
    subtitle,
    rowLabels: methods.map((method) => rowLabel(method, steps)),
    columnLabels: seeds.map((seed) => `seed ${seed}`),
    cells,
  })
  return encodePng(pixels, width, height)
}

async function cellOf({ pictures, failure }: ComparedMethod, seed: number): Promise<SheetCell> {
  const rendered = pictures.find((picture) => picture.seed === seed)
  if (!rendered) return { type: 'failed', reason: failure?.message ?? 'It was not rendered.' }
  return { type: 'picture', picture: await readImage(rendered.path), lines: linesOf(rendered) }
}

/** `presence 0.44 · bleed 0.02`, and who is missing. */
function linesOf({ concepts }: ComparedPicture): string[] {
  if (!concepts || concepts.length === 0) return []
  const { presence, bleed } = summarisePresence(concepts)
  const numbers = [`presence ${presence.toFixed(2)}`, ...(bleed === undefined ? [] : [`bleed ${bleed.toFixed(2)}`])]
  return [numbers.join(' · '), describeFound(concepts)]
}

/** Names stay whole where there is room for them. */
const longestName = 14
const mostNames = 2

function describeFound(concepts: readonly ComparedConcept[]): string {
  const missing = concepts.filter(({ found }) => !found)
  if (missing.length === 0) return concepts.length === 1 ? `with ${shortName(concepts[0]!)}` : 'everyone is there'
  if (missing.length === concepts.length && missing.length > 1) return `none of ${concepts.length} is there`
  if (missing.length > mostNames) return `without ${missing.length} of ${concepts.length}`
  return `without ${missing.map(shortName).join(', ')}`
}

function shortName({ name }: ComparedConcept): string {
  const letters = [...name]
  return letters.length <= longestName
    ? name
    : `${letters
        .slice(0, longestName - 1)
        .join('')
        .trimEnd()}…`
}

/** The time stands before the settings, which may be too long to be shown. */
function rowLabel(method: ComparedMethod, steps: number): string {
  const summary = summarise(method, steps)
  if (!summary) return method.label
  const [name, ...settings] = method.label.split(' ')
  return [`${name} · ${describeSeconds(summary.milliseconds)}`, ...settings].join(' ')
}
