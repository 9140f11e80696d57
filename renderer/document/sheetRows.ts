import type { ComparedMethod } from '../../engine/protocol/compareEvents.ts'

export type SheetColumn = 'time' | 'found' | 'presence' | 'bleed'

/** What one method took, and who is in its pictures, on average. */
export interface SheetRow {
  readonly label: string
  readonly seconds: number | undefined
  readonly found: number
  /** Concepts of all pictures that were looked for. */
  readonly looked: number
  readonly presence: number | undefined
  /** Of the concepts that were found. */
  readonly bleed: number | undefined
  readonly failure: string | undefined
}

/** The best first. */
const orders: Readonly<Record<SheetColumn, (row: SheetRow) => number>> = {
  time: ({ seconds = Infinity }) => seconds,
  found: ({ found }) => -found,
  presence: ({ presence = -1 }) => -presence,
  bleed: ({ bleed = Infinity }) => bleed,
}

/** Which way a column is sorted when its best stand first. */
export const bestFirst: Readonly<Record<SheetColumn, 'ascending' | 'descending'>> = {
  time: 'ascending',
  found: 'descending',
  presence: 'descending',
  bleed: 'ascending',
}

/** Whether no other row is better in a column; where all are alike, or nothing was measured, none stands out. */
export function isBest(row: SheetRow, column: SheetColumn, rows: readonly SheetRow[]): boolean {
  const values = rows.map(orders[column])
  const [own, best] = [orders[column](row), Math.min(...values)]
  return own === best && Number.isFinite(own) && values.some((value) => value > best)
}

/** The rows of a comparison in the order in which they were asked for, or with the best of a column first. */
export function sheetRows(
  methods: readonly ComparedMethod[],
  sort: SheetColumn | undefined,
): { rows: SheetRow[]; seeds: number[] } {
  const rows = methods.map(toRow)
  const seeds = [...new Set(methods.flatMap(({ pictures }) => pictures.map(({ seed }) => seed)))]
  if (sort === undefined) return { rows, seeds }
  const order = orders[sort]
  return { rows: rows.sort((a, b) => order(a) - order(b)), seeds }
}

function toRow({ label, pictures, failure }: ComparedMethod): SheetRow {
  const readings = pictures.flatMap(({ concepts = [] }) => concepts)
  const found = readings.filter((reading) => reading.found)
  const times = pictures.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  const middle = times[Math.floor(times.length / 2)]
  return {
    label,
    seconds: middle === undefined ? undefined : middle / 1000,
    found: found.length,
    looked: readings.length,
    presence: mean(readings.map(({ presence }) => presence)),
    bleed: mean(found.map(({ bleed }) => bleed)),
    failure: failure?.message,
  }
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
}
