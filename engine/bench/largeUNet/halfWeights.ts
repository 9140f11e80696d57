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
  readonly tuning: Partial<SessionTuning>
}

const ways: readonly Way[] = [
  { name: 'converted at opening, extended', weights: 'float16', tuning: { foldsConstants: true } },
  {
    name: 'converted at opening, basic',
    weights: 'float16',
    tuning: { foldsConstants: true, optimization: 'basic' },
  },
  {
    name: 'converted in each run, all first',
    weights: 'float16',
    tuning: { foldsConstants: false, convertsLate: false },
  },
  {
    name: 'converted in each run, late',
    weights: 'float16',
    tuning: { foldsConstants: false, convertsLate: true },
  },
  {
    name: 'converted late, memory kept',
    weights: 'float16',
    tuning: { foldsConstants: false, convertsLate: true, arena: true },
  },
  { name: 'a second file in float32', weights: 'widened', tuning: {} },
]

const fileSizes = 1.72e9 + 3.44e9
/** Of the latents: pictures of 256x256 and 512x512. Conversion takes the same time for each, so it weighs less in the larger. */
const sides = [32, 64]
const steps = 4

/** The UNet of Stable Diffusion 1.5 in float16: what it costs on a processor. */
export const benchHalfWeights: Section = async ({ rounds = 3, folder, report }) => {
  const noRoom = await whyNoRoom(folder, fileSizes)
  if (noRoom) return { skipped: noRoom }
  const folders = { float16: join(folder, 'float16'), widened: join(folder, 'widened') }
  report('half: writing weights')
  await rm(join(folder, 'float32'), { recursive: true, force: true }) // of another section: memory is needed for pages
  await writeGeneratedWeights(folders.float16, largeUNetParameters(), 'float16')
  await mkdir(folders.widened)
  report('half: writing the second file')
  const widening = await measureInChild('widening', { from: folders.float16, to: folders.widened })

  const runs: Record<number, Record<string, LargeRun[]>> = {}
  for (const side of sides) {
    const ofSide: Record<string, LargeRun[]> = Object.fromEntries(ways.map(({ name }) => [name, []]))
    for (let round = 0; round < rounds; round++) {
      for (const { name, weights, tuning } of ways) {
        report(`half: ${side * 8}x${side * 8}, round ${round + 1} of ${rounds}, ${name}`)
        ofSide[name]!.push(await measureInChild('largeRun', { folder: folders[weights], side, steps, tuning }))
      }
    }
    runs[side] = ofSide
  }
  return {
    tables: sides.map((side) => tableOf(side, runs[side]!, rounds, widening)),
    bounds: [],
    measurements: { widening, runs },
  }
}

function tableOf(side: number, runs: Record<string, LargeRun[]>, rounds: number, widening: number): Table {
  const size = `${side * 8}x${side * 8}`
  const second = `writing the second file took ${formatMilliseconds(widening)} and 3.44 GB of disk`
  return {
    title: `Weights in float16, ${size} with guidance, ${rounds} fresh processes each; ${second}`,
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
