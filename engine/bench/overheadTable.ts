import { medianOverhead, spreadOf } from './statistics.ts'
import type { Timing } from './stopwatch.ts'
import { formatMilliseconds, formatOverhead, type Table } from './table.ts'

/** How much more processor time something took than `base` in the same turns: 0.05 is 5 %. */
export function processorOverhead(timings: readonly Timing[], base: readonly Timing[]): number {
  return medianOverhead(processorTimes(timings), processorTimes(base))
}

/** Times of several things that were measured in turns, and how much longer each took than the first. */
export function overheadTable(title: string, rows: readonly (readonly [name: string, Timing[]])[]): Table {
  const [, base] = rows[0]!
  return {
    title,
    columns: ['', 'min', 'median', 'overhead', 'processor', 'overhead'],
    rows: rows.map(([name, timings]) => {
      const { min, median } = spreadOf(wallTimes(timings))
      return [
        name,
        ...[min, median].map(formatMilliseconds),
        formatOverhead(medianOverhead(wallTimes(timings), wallTimes(base))),
        formatMilliseconds(spreadOf(processorTimes(timings)).median),
        formatOverhead(processorOverhead(timings, base)),
      ]
    }),
  }
}

function wallTimes(timings: readonly Timing[]): number[] {
  return timings.map(({ wall }) => wall)
}

function processorTimes(timings: readonly Timing[]): number[] {
  return timings.map(({ processor }) => processor)
}
