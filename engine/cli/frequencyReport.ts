import type { FrequencyReport } from '../pipeline/measureFrequencies.ts'
import { plainText } from './plainText.ts'

/** Concepts differ by thousandths. */
const digits = 5

/** A table for people: numbers to the right, one row for each concept and one without adapters. */
export function formatFrequencies({ seed, steps, plain, concepts }: FrequencyReport): string[] {
  const hasChosen = concepts.some(({ chosen }) => chosen !== undefined)
  const rows = [
    ['concept', 'early change', 'against plain', 'kind', ...(hasChosen ? ['chosen'] : [])],
    ...concepts.map(({ name, earlyChange, againstPlain, kind, chosen }) => [
      ...[plainText(name), signed(earlyChange), signed(againstPlain), kind],
      ...(hasChosen ? [chosen ?? '–'] : []),
    ]),
    ['no adapters', signed(plain.earlyChange), '–', '–', ...(hasChosen ? ['–'] : [])],
  ]
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const lines = rows.map(([first, ...cells]) =>
    [first!.padEnd(widths[0]!), ...cells.map((cell, index) => cell.padStart(widths[index + 1]!))].join('  '),
  )
  return [
    ...lines,
    '',
    `Seed ${seed}, ${steps} steps. Early change: how the share of high frequencies in the latents changes from step to step,`,
    'on average over the first half. High is whoever reaches the median of the concepts.',
  ]
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`
}
