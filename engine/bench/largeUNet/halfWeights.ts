import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SessionTuning } from '../../runtime/onnxruntimeSession.ts'
import { measureInChild } from '../childProcess.ts'
import type { Section } from '../section.ts'
import { spreadOf } from '../statistics.ts'
import { formatMegabytes, formatMilliseconds, type Table } from '../table.ts'
import { whyNoRoom, writeGeneratedWeights } from './generatedWeights.ts'
import type { measureLargeRun } from './largeRun.ts'
import { largeUNetParameters } from './largeUNet.ts'

type LargeRun = Awaited<ReturnType<typeof measureLargeRun>>

/** A way of computing with weights in float16 on a processor, which multiplies in float32. */
interface Way {
  readonly name: string
  readonly weights: 'float16' | 'widened'
  /** What differs from the engine's own settings. */
  readonly tuning: Partial<SessionTuning>
}

const ways: readonly Way[] = [
  {
    name: 'converted at opening, extended',
    weights: 'float16',
    tuning: { foldsConstants: true, optimization: 'extended' },
  },
  { name: 'converted at opening, basic', weights: 'float16', tuning: { foldsConstants: true, optimization: 'basic' } },
  { name: 'converted in each run, all first', weights: 'float16', tuning: { convertsLate: false } },
  { name: 'converted in each run, late', weights: 'float16', tuning: {} },
  { name: 'converted late, memory given back', weights: 'float16', tuning: { arena: false } },
  { name: 'a second file in float32', weights: 'widened', tuning: {} },
]

const fileSizes = 1.72e9 + 3.44e9
/** A conversion in each run takes the same time whatever the size, so it weighs less in the larger picture. */
const sizes = [
  { side: 32, steps: 5, share: 1 },
  { side: 64, steps: 3, share: 1 / 3 },
]

/** The UNet of Stable Diffusion 1.5 in float16: what it costs on a processor. */
export const benchHalfWeights: Section = async ({ rounds = 3, threads, folder, report }) => {
  const noRoom = await whyNoRoom(folder, fileSizes)
  if (noRoom) return { skipped: noRoom }
  const folders = { float16: join(folder, 'float16'), widened: join(folder, 'widened') }
  report('half: writing weights')
  await rm(join(folder, 'float32'), { recursive: true, force: true }) // of another section: memory is needed for pages
  await writeGeneratedWeights(folders.float16, largeUNetParameters(), 'float16')
  await mkdir(folders.widened)
  report('half: writing the second file')
  const widening = await measureInChild('widening', { from: folders.float16, to: folders.widened })

  const tables: Table[] = []
  const runs: Record<string, Record<string, LargeRun[]>> = {}
  for (const { side, steps, share } of sizes) {
    const size = `${side * 8}x${side * 8}`
    const ofSize: Record<string, LargeRun[]> = Object.fromEntries(ways.map(({ name }) => [name, []]))
    for (let round = 0; round < rounds * share; round++) {
      for (const { name, weights, tuning } of ways) {
        report(`half: ${size}, round ${round + 1}, ${name}`)
        ofSize[name]!.push(await measureInChild('largeRun', { folder: folders[weights], side, steps, threads, tuning }))
      }
    }
    runs[size] = ofSize
    tables.push(tableOf(size, ofSize, widening))
  }
  return { tables, bounds: [], measurements: { widening, runs } }
}

function tableOf(size: string, runs: Record<string, LargeRun[]>, widening: number): Table {
  const second = `writing the second file took ${formatMilliseconds(widening)} and 3.44 GB of disk`
  return {
    title: `UNet of SD 1.5 in float16, ${size} with guidance, in fresh processes; ${second}`,
    columns: ['', 'session', 'first step', 'step', 'median step', 'own', 'pages of the file', 'peak'],
    rows: Object.entries(runs).map(([name, results]) => {
      const step = spreadOf(results.flatMap((result) => result.steps))
      const fastest = (values: readonly number[]) => formatMilliseconds(Math.min(...values))
      const largest = (values: readonly (number | undefined)[]) =>
        formatMegabytes(values.includes(undefined) ? undefined : Math.max(...values.map(Number)))
      return [
        name,
        fastest(results.map(({ session }) => session)),
        fastest(results.map(({ firstStep }) => firstStep)),
        formatMilliseconds(step.min),
        formatMilliseconds(step.median),
        largest(results.map(({ finished }) => finished.anonymous)),
        largest(results.map(({ finished }) => finished.file)),
        largest(results.map(({ finished }) => finished.peak)),
      ]
    }),
  }
}
