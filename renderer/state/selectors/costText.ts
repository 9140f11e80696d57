import type { TFunction } from 'i18next'
import type { CostEstimate } from '../../../engine/protocol/window/index.ts'
import { bytesText, numberText, timeText } from './quantities.ts'

type Range = CostEstimate['rowsPerStep']
type Texts = TFunction<'texts'>

/** What a render takes, in a line: "about 4.2 s a picture · 2 rows a step · 0.7 GB". */
export function costLine(t: Texts, estimate: CostEstimate, language: string): string {
  const { time, rowsPerStep, memory } = estimate
  const parts = [
    ...(time ? [t('inspector.cost.picture', { time: timeRangeText(time.picture, language) })] : []),
    t('inspector.cost.rows', { count: rowsPerStep.expected, rows: rowsText(rowsPerStep, language) }),
    bytesText(memory.weights + memory.activations, language),
  ]
  return parts.join(' · ')
}

/** In brief, beside the name of a method. */
export function briefCost(t: Texts, { time, rowsPerStep }: CostEstimate, language: string): string {
  const rows = t('inspector.cost.rows', { count: rowsPerStep.expected, rows: rowsText(rowsPerStep, language) })
  return time ? `${timeRangeText(time.picture, language)} · ${rows}` : rows
}

/** All of it, as names and values. */
export function costDetails(
  t: Texts,
  estimate: CostEstimate,
  language: string,
): readonly (readonly [string, string])[] {
  const { time, rowsPerStep, updates, memory, pictures, steps } = estimate
  const asTime = (range: Range) => timeRangeText(range, language)
  return [
    ...(time
      ? [
          [t('inspector.cost.onePicture'), asTime(time.picture)] as const,
          ...(pictures > 1 ? [[t('inspector.cost.all', { count: pictures }), asTime(time.total)] as const] : []),
          [t('inspector.cost.once'), timeText(time.once, language)] as const,
        ]
      : [[t('inspector.cost.onePicture'), t('inspector.cost.unmeasured')] as const]),
    [t('inspector.cost.steps'), numberText(steps, language)],
    [t('inspector.cost.rowsPerStep'), rowsText(rowsPerStep, language)],
    ...(updates.most > 0
      ? [[t('inspector.cost.updates'), rangeText(updates, (value) => numberText(value, language))] as const]
      : []),
    [t('inspector.cost.weights'), bytesText(memory.weights, language)],
    [t('inspector.cost.activations'), bytesText(memory.activations, language)],
  ]
}

function rowsText(rows: Range, language: string): string {
  return rangeText(rows, (value) => numberText(value, language))
}

/** `4.1 s – 2 min 10 s`. */
export function timeRangeText(range: Range, language: string): string {
  return rangeText(range, (value) => timeText(value, language))
}

/** One value where the ends read alike. */
function rangeText({ fewest, expected, most }: Range, text: (value: number) => string): string {
  const [low, high] = [text(fewest), text(most)]
  return low === high ? text(expected) : `${low} – ${high}`
}
