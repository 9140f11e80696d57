import { join } from 'node:path'
import { measureInChild, measureInChildren } from '../childProcess.ts'
import type { Section } from '../section.ts'
import { spreadOf } from '../statistics.ts'
import { overheadTable, processorOverhead } from '../overheadTable.ts'
import { formatMegabytes, formatMilliseconds, type Table } from '../table.ts'
import { whyNoRoom, writeGeneratedWeights } from './generatedWeights.ts'
import { largeSide } from './largeOpening.ts'
import { largeUNetParameters } from './largeUNet.ts'

const fileSize = 3.44e9
const processes = 5
const openingLimit = 600
const overheadLimit = 0.15

/** The UNet of Stable Diffusion 1.5 at its full size, with generated weights in float32. */
export const benchLargeUNet: Section = async ({ rounds = 8, threads, folder, report }) => {
  const noRoom = await whyNoRoom(folder, fileSize)
  if (noRoom) return { skipped: noRoom }
  const weights = join(folder, 'float32')
  report('sd15: writing weights')
  await writeGeneratedWeights(weights, largeUNetParameters(), 'float32')
  report('sd15: opening')
  // Brings the file into memory.
  await measureInChild('largeRun', { folder: weights, side: largeSide, steps: 1, threads })
  const openings = await measureInChildren('largeOpening', { folder: weights, threads }, processes)
  report('sd15: steps with and without slots')
  const { timings, slots } = await measureInChild('largeSlots', { folder: weights, rounds, threads })
  report('sd15: settings of the runtime')
  const tuning = await measureInChild('largeTuning', { folder: weights, rounds: Math.ceil(rounds / 2), threads })
  report('sd15: memory')
  const run = await measureInChild('largeRun', { folder: weights, side: largeSide, steps: 3, threads })

  const opening: Table = {
    title: `UNet of SD 1.5 in float32 with ${slots.empty} slots, ${processes} fresh processes, file in the page cache`,
    columns: ['', 'min', 'median'],
    rows: (
      [
        ['read the header', 'open'],
        ['build the graph', 'build'],
        ['open the session', 'session'],
        ['  of which encode the model', 'encode'],
        ['folder to session', 'total'],
      ] as const
    ).map(([name, key]) => {
      const { min, median } = spreadOf(openings.map((result) => result[key]))
      return [name, formatMilliseconds(min), formatMilliseconds(median)]
    }),
  }
  const names = {
    plain: 'without slots',
    empty: 'slots, no LoRA',
    transformers: `3 LoRAs of rank 16 in ${slots.transformers} transformer layers`,
    blocks: `3 LoRAs of rank 16 in ${slots.blocks} layers, resnets too`,
  } as const
  const steps = overheadTable(
    `One step of it at 256x256 with guidance in turns, ${rounds} rounds`,
    (['plain', 'empty', 'transformers', 'blocks'] as const).map((name) => [names[name], timings[name]]),
  )
  const tunings = overheadTable(
    'One step with the LoRAs of the last row, under settings of onnxruntime in turns',
    Object.entries(tuning),
  )
  const memory: Table = {
    title: 'Memory of a process that opened it without slots',
    columns: ['', 'own', 'pages of the file', 'peak'],
    rows: Object.entries({ 'session open': run.opened, 'after 3 steps': run.finished }).map(
      ([name, { anonymous, file, peak }]) => [name, ...[anonymous, file, peak].map(formatMegabytes)],
    ),
  }
  const limits = (['empty', 'transformers', 'blocks'] as const).map((name) => ({
    promise: `overhead of ${names[name]}, % of processor time`,
    measured: processorOverhead(timings[name], timings.plain) * 100,
    limit: overheadLimit * 100,
  }))
  const total = spreadOf(openings.map((result) => result.total))
  return {
    tables: [opening, steps, tunings, memory],
    bounds: [{ promise: 'folder to session, ms', measured: total.median, limit: openingLimit }, ...limits],
    measurements: { openings, timings, slots, tuning, run },
  }
}
