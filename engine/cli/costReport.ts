import { describeByteSize } from '../files/byteSize.ts'
import { addRanges, scaleRange, type CostRange } from '../pipeline/cost/costRange.ts'
import type { RenderCounts } from '../pipeline/cost/countCost.ts'
import type { RenderCost } from '../pipeline/cost/estimateCost.ts'
import { passKinds, type PassKind } from '../pipeline/cost/networkCalls.ts'
import { describeDuration } from './durations.ts'
import { formatFacts, type Fact } from './info/columns.ts'
import { counted, plainText } from './plainText.ts'

/** What `polyptych cost --json` prints. Times are in milliseconds, memory in bytes. */
export interface CostReport {
  readonly type: 'cost'
  readonly project: string
  readonly model: string
  readonly provider: string
  readonly method: string
  readonly sampler: string
  readonly size: { readonly width: number; readonly height: number }
  readonly pictures: number
  readonly steps: number
  readonly evaluations: number
  /** Of one picture: calls of the UNet and their rows. */
  readonly passes: RenderCounts['passes']
  /** Of the latents, in one picture. */
  readonly updates: CostRange
  readonly memory: RenderCounts['memory']
  /** Reading the project and opening its model, measured. */
  readonly opening: number
  readonly time: RenderCost['time']
  /** Of the whole command, from its start to the last picture. */
  readonly total: CostRange
}

/** For people. */
export function formatCost(report: CostReport): string[] {
  const { size, pictures, steps, passes, updates, memory, time, opening, total } = report
  const inAll = pictures > 1 ? `${describeRange(total, describeDuration)} for all ${pictures}` : undefined
  const facts: Fact[] = [
    ['project', `${plainText(report.project)}: ${counted(pictures, 'picture')} of ${size.width}x${size.height}`],
    ['method', `${report.method}, ${counted(steps, 'step')} of ${plainText(report.sampler)}`],
    ['model', `${plainText(report.model)} on ${report.provider}`],
    ['UNet', unetLines(report)],
    ['updates', updateLines(updates, passes)],
    [
      'memory',
      [
        `${describeByteSize(memory.activations)} of values at once, in the largest call`,
        `${describeByteSize(memory.weights)} of weights, pages of the model's files`,
        ...(time.peakBytes === undefined
          ? []
          : [`${describeByteSize(time.peakBytes)} of the process at its peak, measured`]),
      ],
    ],
    [
      'time',
      [
        `${describeRange(time.picture, describeDuration)} for a picture, ${describeDuration(time.finishing)} of it reading and decoding`,
        `${describeDuration(opening + time.once)} before the first`,
        ...(inAll ? [inAll] : []),
      ],
    ],
  ]
  return formatFacts(facts)
}

/** How many rows a step computes, and in how many calls. */
function unetLines({ steps, passes }: CostReport): string[] {
  const { whole, stored, firstBlock } = passes
  const predictions = [whole, stored, firstBlock]
  const calls = addRanges(predictions.map((pass) => pass.calls))
  const perStep = (kind: PassKind) => describeRange(scaleRange(passes[kind].rows, 1 / steps), describeNumber)
  return [
    `${perStep('whole')} rows in each step, on average`,
    ...(isAny(stored.rows) ? [`${perStep('stored')} more that read stored features`] : []),
    ...(isAny(firstBlock.rows) ? [`${perStep('firstBlock')} of the first block alone`] : []),
    `${describeRange(calls, describeNumber)} calls for a picture`,
  ]
}

function updateLines(updates: CostRange, { reading, gradient }: RenderCounts['passes']): string[] | undefined {
  if (!isAny(updates) && !isAny(reading.rows)) return undefined
  return [
    `${describeRange(updates, describeNumber)} of the latents in a picture`,
    `${describeRange(reading.rows, describeNumber)} rows to the attention maps`,
    `${describeRange(gradient.rows, describeNumber)} rows to the maps and back`,
  ]
}

function isAny({ fewest, most }: CostRange): boolean {
  return fewest > 0 || most > 0
}

/** `12`, or `10 to 14` where it depends on the picture. What saves most may cost more of something else. */
export function describeRange({ fewest, most }: CostRange, describe: (value: number) => string): string {
  const [low, high] = [describe(Math.min(fewest, most)), describe(Math.max(fewest, most))]
  return low === high ? low : `${low} to ${high}`
}

function describeNumber(value: number): string {
  return Number.isInteger(value) ? `${value}` : value.toFixed(1)
}

/** A report of what was estimated. */
export function costReport(
  about: Pick<CostReport, 'project' | 'model' | 'provider' | 'method' | 'sampler' | 'size' | 'opening'>,
  { pictures, counts, time, total }: RenderCost,
): CostReport {
  const { steps, evaluations, updates, memory } = counts
  const passes = Object.fromEntries(passKinds.map((kind) => [kind, counts.passes[kind]])) as RenderCounts['passes']
  const { fewest, expected, most } = total
  const { opening } = about
  return {
    type: 'cost',
    ...about,
    pictures,
    steps,
    evaluations,
    passes,
    updates,
    memory,
    time,
    total: { fewest: fewest + opening, expected: expected + opening, most: most + opening },
  }
}
