import { join } from 'node:path'
import { measureInChild, measureInChildren } from '../childProcess.ts'
import type { Section } from '../section.ts'
import { overheadOf, spreadOf } from '../statistics.ts'
import { overheadRow } from '../overheadRow.ts'
import { formatMegabytes, formatMilliseconds, type Table } from '../table.ts'
import { whyNoRoom, writeGeneratedWeights } from './generatedWeights.ts'
import { largeSide } from './largeOpening.ts'
import { largeUNetParameters } from './largeUNet.ts'

const fileSize = 3.44e9
const processes = 5
const openingLimit = 600
const overheadLimit = 0.15

/** The UNet of Stable Diffusion 1.5 at its full size, with generated weights in float32. */
export const benchLargeUNet: Section = async ({ rounds = 8, folder, report }) => {
  const noRoom = await whyNoRoom(folder, fileSize)
  if (noRoom) return { skipped: noRoom }
  const weights = join(folder, 'float32')
  report('sd15: writing weights')
  await writeGeneratedWeights(weights, largeUNetParameters(), 'float32')
  report('sd15: opening')
  await measureInChild('largeRun', { folder: weights, side: largeSide, steps: 1 }) // brings the file into memory
  const openings = await measureInChildren('largeOpening', { folder: weights }, processes)
  report('sd15: steps with and without slots')
  const { milliseconds, slots } = await measureInChild('largeSlots', { folder: weights, rounds })
  report('sd15: settings of the runtime')
  const tuning = await measureInChild('largeTuning', { folder: weights, rounds: Math.ceil(rounds / 2) })
  report('sd15: memory')
  const run = await measureInChild('largeRun', { folder: weights, side: largeSide, steps: 3 })

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
  const steps: Table = {
    title: `One step of it at 256x256 with guidance in turns, ${rounds} rounds`,
    columns: ['', 'min', 'median', 'overhead of min', 'median overhead'],
    rows: (['plain', 'empty', 'transformers', 'blocks'] as const).map((name) =>
      overheadRow(names[name], milliseconds[name], milliseconds.plain),
    ),
  }
  const [engineName, engineTimes] = Object.entries(tuning)[0]!
  const tunings: Table = {
    title: 'One step with the LoRAs of the last row, under settings of onnxruntime in turns',
    columns: ['', 'min', 'median', `against '${engineName}'`, 'median of pairs'],
    rows: Object.entries(tuning).map(([name, values]) => overheadRow(name, values, engineTimes)),
  }
  const memory: Table = {
    title: 'Memory of a process that opened it without slots',
    columns: ['', 'own', 'pages of the file', 'peak'],
    rows: Object.entries({ 'session open': run.opened, 'after 3 steps': run.finished }).map(
      ([name, { anonymous, file, peak }]) => [name, ...[anonymous, file, peak].map(formatMegabytes)],
    ),
  }
  const limits = (['empty', 'transformers', 'blocks'] as const).map((name) => ({
    promise: `overhead of ${names[name]}, %`,
    measured: overheadOf(milliseconds[name], milliseconds.plain).min * 100,
    limit: overheadLimit * 100,
  }))
  const total = spreadOf(openings.map((result) => result.total))
  return {
    tables: [opening, steps, tunings, memory],
    bounds: [{ promise: 'folder to session, ms', measured: total.median, limit: openingLimit }, ...limits],
    measurements: { openings, milliseconds, slots, tuning, run },
  }
}
