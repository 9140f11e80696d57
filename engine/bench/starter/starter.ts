import { measureInChild, measureInChildren } from '../childProcess.ts'
import type { Section } from '../section.ts'
import { overheadTable } from '../overheadTable.ts'
import { spreadOf } from '../statistics.ts'
import { formatMegabytes, formatMilliseconds, type Table } from '../table.ts'

const processes = 5
const changeLimit = 60

/** The model that comes with the program, at 256x256. */
export const benchStarter: Section = async ({ rounds = 20, threads, report }) => {
  report('starter: opening')
  const openings = await measureInChildren('starterOpening', { threads }, processes)
  report('starter: pictures')
  const pictures = await measureInChildren('starterPicture', { threads }, processes)
  report('starter: slots')
  const slots = await measureInChild('starterSlots', { rounds, threads })
  report('starter: changes of LoRAs')
  const change = await measureInChild('starterChange', { rounds, threads })

  const of = <T>(results: readonly T[], value: (result: T) => number) => times(results.map(value))
  const parts: Table = {
    title: `Starter model, 256x256 with guidance, ${processes} fresh processes`,
    columns: ['', 'min', 'median'],
    rows: [
      ['open the folder', ...of(openings, ({ open }) => open)],
      ['build three graphs', ...of(openings, ({ build }) => build)],
      ['open three sessions', ...of(openings, ({ sessions }) => sessions)],
      ['folder to sessions', ...of(openings, ({ total }) => total)],
      ['encode a prompt', ...of(pictures, ({ textEncode }) => textEncode)],
      ['first step', ...of(pictures, ({ firstStep }) => firstStep)],
      ['step', ...times(pictures.flatMap(({ steps }) => steps))],
      ['first decoding', ...of(pictures, ({ firstDecode }) => firstDecode)],
      ['decoding', ...of(pictures, ({ decode }) => decode)],
      ['folder to picture, 20 steps', ...of(pictures, ({ picture }) => picture)],
      ['peak memory', ...sizes(pictures.map(({ peak }) => peak))],
    ],
  }
  const slotNames = { plain: 'without slots', none: 'no LoRA', one: '1 LoRA', three: '3 LoRAs' } as const
  const overheads = overheadTable(
    `One UNet call of the starter model in turns, ${rounds} rounds`,
    (['plain', 'none', 'one', 'three'] as const).map((name) => [slotNames[name], slots[name]]),
  )
  const changeTable: Table = {
    title: `From a change of LoRAs to the first UNet call, ${rounds} rounds, ${change.sessionsBuilt} sessions built`,
    columns: ['', 'min', 'median', 'max'],
    rows: Object.entries(change.milliseconds).map(([name, values]) => [
      `change of ${name}`,
      ...times(values),
      formatMilliseconds(Math.max(...values)),
    ]),
  }
  return {
    tables: [parts, overheads, changeTable],
    bounds: [
      ...Object.entries(change.milliseconds).map(([name, values]) => ({
        promise: `change of ${name} to first UNet call, ms`,
        measured: spreadOf(values).median,
        limit: changeLimit,
      })),
      { promise: 'sessions built by changes of LoRAs', measured: change.sessionsBuilt, limit: 1 },
    ],
    measurements: { openings, pictures, slots, change },
  }
}

function times(values: readonly number[]): [string, string] {
  const { min, median } = spreadOf(values)
  return [formatMilliseconds(min), formatMilliseconds(median)]
}

function sizes(values: readonly number[]): [string, string] {
  const { min, median } = spreadOf(values)
  return [formatMegabytes(min), formatMegabytes(median)]
}
