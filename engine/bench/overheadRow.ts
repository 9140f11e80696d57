import { overheadOf, spreadOf } from './statistics.ts'
import { formatMilliseconds, formatOverhead } from './table.ts'

/** A row of a table: times of something, and how much longer it took than `base` in the same turns. */
export function overheadRow(name: string, values: readonly number[], base: readonly number[]): string[] {
  const { min, median } = spreadOf(values)
  const overhead = overheadOf(values, base)
  const times = [min, median].map(formatMilliseconds)
  return [name, ...times, ...[overhead.min, overhead.median].map(formatOverhead)]
}
