import { describeByteSize } from '../../files/byteSize.ts'
import type { ComparedMethod } from '../../protocol/compareEvents.ts'
import { summarise, type MethodSummary } from './summary.ts'

/** A column of the table of methods. */
interface TableColumn {
  readonly heading: string
  /** Whether the column stays away where no method has anything in it. */
  readonly isOptional?: boolean
  readonly cell: (summary: MethodSummary, method: ComparedMethod) => string | undefined
}

const columns: readonly TableColumn[] = [
  { heading: 'time', cell: ({ milliseconds }) => describeSeconds(milliseconds) },
  { heading: 'rows/step', cell: ({ wholeRows }) => describeNumber(wholeRows) },
  {
    heading: 'stored/step',
    isOptional: true,
    cell: ({ storedRows }) => (storedRows > 0 ? describeNumber(storedRows) : undefined),
  },
  { heading: 'UNet calls', cell: ({ calls }) => describeNumber(calls) },
  {
    heading: 'readings',
    isOptional: true,
    cell: ({ readings }) => (readings > 0 ? describeNumber(readings) : undefined),
  },
  {
    heading: 'backward',
    isOptional: true,
    cell: ({ gradients }) => (gradients > 0 ? describeNumber(gradients) : undefined),
  },
  {
    heading: 'memory',
    isOptional: true,
    cell: (_, { peakBytes }) => (peakBytes === undefined ? undefined : describeByteSize(peakBytes)),
  },
  {
    heading: 'found',
    isOptional: true,
    cell: ({ presence }) => presence && `${presence.found} of ${presence.concepts}`,
  },
  { heading: 'presence', isOptional: true, cell: ({ presence }) => presence?.presence.toFixed(2) },
  { heading: 'bleed', isOptional: true, cell: ({ presence }) => presence?.bleed?.toFixed(2) },
  {
    heading: 'loss',
    isOptional: true,
    cell: ({ losses }) => losses && `${describeLoss(losses.first)} → ${describeLoss(losses.last)}`,
  },
]

const nothing = '–'

/** What is said of several methods, as text: a heading and one row for each method. Headings name the columns. */
export interface CompareTable {
  readonly headings: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Why methods have no pictures, or fewer than others. */
  readonly failures: readonly { readonly label: string; readonly message: string; readonly remedy: string }[]
}

/** Times are those of one picture, the middle one; rows and calls those of one picture on average. */
export function compareTable(methods: readonly ComparedMethod[], steps: number): CompareTable {
  const summaries = methods.map((method) => summarise(method, steps))
  const cellOf = ({ cell }: TableColumn, index: number) => {
    const summary = summaries[index]
    return summary && cell(summary, methods[index]!)
  }
  const shown = columns.filter(
    (column) => !column.isOptional || methods.some((_, index) => cellOf(column, index) !== undefined),
  )
  return {
    headings: ['method', ...shown.map(({ heading }) => heading)],
    rows: methods.map(({ label }, index) => [
      label,
      ...shown.map((column, place) => cellOf(column, index) ?? (place === 0 && !summaries[index] ? 'failed' : nothing)),
    ]),
    failures: methods.flatMap(({ label, failure }) => {
      return failure ? [{ label, message: failure.message, remedy: failure.remedy }] : []
    }),
  }
}

/** The same in Markdown, with what the columns mean. */
export function compareMarkdown(
  title: string,
  subtitle: string,
  sheetName: string,
  methods: readonly ComparedMethod[],
  steps: number,
): string {
  const { headings, rows, failures } = compareTable(methods, steps)
  const line = (cells: readonly string[]) => `| ${cells.map(markdownText).join(' | ')} |`
  const ruler = `| ${headings.map((_, index) => (index === 0 ? '---' : '--:')).join(' | ')} |`
  const reasons = failures.map(({ label, message, remedy }) => markdownText(`${label}: ${message} ${remedy}`.trim()))
  return [
    `# ${markdownText(title)}`,
    markdownText(subtitle),
    `![Pictures by method and seed](<${sheetName}>)`,
    [line(headings), ruler, ...rows.map(line)].join('\n'),
    ...reasons.map((reason) => `- ${reason}`),
    legendOf(headings),
    '',
  ].join('\n\n')
}

const legend: Readonly<Record<string, string>> = {
  time: 'of one picture, the middle one',
  'rows/step': 'rows of the UNet that a step computes, both halves of guidance counted',
  'stored/step': 'rows that read features of an earlier step',
  'UNet calls': 'for one picture',
  readings: 'rows computed as far as the attention maps, for one picture',
  backward: 'rows differentiated back to the latents, for one picture',
  memory: 'the most that the process held while the method rendered, pages of the model included',
  found: 'concepts that are recognisable, of all pictures',
  presence: 'how much of a picture a concept explains where it explains most, 0 to 1, on average',
  bleed: 'the part of a found concept in the places of others, 0 to 1, on average',
  loss: 'before the first and before the last update of the latents, on average',
}

function legendOf(headings: readonly string[]): string {
  return headings.flatMap((heading) => (legend[heading] ? [`- **${heading}**: ${legend[heading]}`] : [])).join('\n')
}

function markdownText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\|<>*_`[\]#]/g, '\\$&')
}

/** `0.31 s`, `6.2 s`, `42 s`: one unit, so that rows can be compared. */
export function describeSeconds(milliseconds: number): string {
  const seconds = milliseconds / 1000
  return `${seconds < 1 ? seconds.toFixed(2) : seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`
}

/** Whole, or with one digit. */
export function describeNumber(value: number): string {
  return Number.isInteger(value) ? `${value}` : value.toFixed(1)
}

function describeLoss(value: number): string {
  return value.toPrecision(3)
}
