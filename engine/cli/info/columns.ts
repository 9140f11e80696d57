const gap = '  '

/** What is said about one thing: a name, and a value or several lines of it. */
export type Fact = readonly [name: string, value: string | readonly string[] | undefined]

/** Facts as two columns; those without a value are left out. */
export function formatFacts(facts: readonly Fact[]): string[] {
  const rows = facts.flatMap(([name, value]) => {
    const lines = typeof value === 'string' ? [value] : (value ?? [])
    return lines.map((line, index) => [index === 0 ? name : '', line])
  })
  return formatTable(rows)
}

/** Rows with their columns aligned to the left. */
export function formatTable(rows: readonly (readonly string[])[]): string[] {
  return alignColumns(rows, () => 'left')
}

/** Rows of a name and numbers: all columns but the first are aligned to the right. */
export function formatNumbers(rows: readonly (readonly string[])[]): string[] {
  return alignColumns(rows, (column) => (column === 0 ? 'left' : 'right'))
}

function alignColumns(rows: readonly (readonly string[])[], sideOf: (column: number) => 'left' | 'right'): string[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(cell))
  }
  return rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column]!, sideOf(column)))
      .join(gap)
      .trimEnd(),
  )
}

/** Characters, not code units; letters that take two columns of a terminal count as two. */
function widthOf(text: string): number {
  let width = 0
  for (const character of text.normalize('NFC')) width += wide.test(character) ? 2 : 1
  return width
}

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff00-\uff60]/u

function pad(text: string, width: number, side: 'left' | 'right'): string {
  const space = ' '.repeat(width - widthOf(text))
  return side === 'left' ? text + space : space + text
}
