/** What `npm run bench` prints of one question. The first column is text, the others are numbers with their units. */
export interface Table {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const gap = '  '

/** A title, the names of the columns, a rule and the rows; the first column to the left, the others to the right. */
export function formatTable({ title, columns, rows }: Table): string {
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index]!.length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[index]!)))
      .join(gap)
      .trimEnd()
  const rule = widths.map((width) => '-'.repeat(width)).join(gap)
  return [title, '', line(columns), rule, ...rows.map(line)].join('\n')
}

/** Milliseconds with as many digits as mean something: `0.42 ms`, `8.3 ms`, `412 ms`, `2.31 s`, `41.2 s`. */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds >= 9995) return `${(milliseconds / 1000).toFixed(1)} s`
  if (milliseconds >= 999.5) return `${(milliseconds / 1000).toFixed(2)} s`
  if (milliseconds >= 9.95) return `${milliseconds.toFixed(0)} ms`
  return `${milliseconds.toFixed(milliseconds >= 0.995 ? 1 : 2)} ms`
}

/** `0 MB` to `999 MB`, then `1.00 GB`. Decimal units. A number that the system does not tell is a dash. */
export function formatMegabytes(megabytes: number | undefined): string {
  if (megabytes === undefined) return '-'
  return megabytes < 999.5 ? `${megabytes.toFixed(0)} MB` : `${(megabytes / 1000).toFixed(2)} GB`
}

/** A fraction as a difference in per cent: `+3.1 %`. */
export function formatOverhead(fraction: number): string {
  return `${fraction < 0 ? '−' : '+'}${Math.abs(fraction * 100).toFixed(1)} %`
}
