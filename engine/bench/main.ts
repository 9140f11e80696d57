import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { childArgument, measureAsChild, stopChildren } from './childProcess.ts'
import { benchHalfWeights } from './largeUNet/halfWeights.ts'
import { benchLargeUNet } from './largeUNet/sd15.ts'
import { describeMachine, formatMachine } from './machine.ts'
import { isKept, type Bound, type Section, type SectionOutcome } from './section.ts'
import { benchMethods } from './starter/methods.ts'
import { benchStarter } from './starter/starter.ts'
import { formatTable } from './table.ts'

const sections: Readonly<Record<string, Section>> = {
  starter: benchStarter,
  methods: benchMethods,
  sd15: benchLargeUNet,
  half: benchHalfWeights,
}

const usage = `npm run bench [-- --only ${Object.keys(sections).join('|')}] [--json FILE] [--rounds N] [--threads N]`

const [first, ...rest] = process.argv.slice(2)
if (first === childArgument) await measureAsChild(rest)
else process.exitCode = await bench()

async function bench(): Promise<number> {
  const options = parseOptions()
  if (options === undefined) return 64
  const { rounds, threads } = options
  const folder = mkdtempSync(join(tmpdir(), 'polyptych-bench-'))
  const cleanUp = () => {
    stopChildren()
    rmSync(folder, { recursive: true, force: true })
  }
  process.on('exit', cleanUp)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))

  const machine = describeMachine()
  console.log(`${formatMachine(machine)}\n`)
  const outcomes: Record<string, SectionOutcome> = {}
  const report = (text: string) => console.error(`... ${text}`)
  for (const name of options.names) {
    outcomes[name] = await sections[name]!({ rounds, threads, folder, report })
    printOutcome(name, outcomes[name])
  }
  mkdirSync(dirname(options.json), { recursive: true })
  writeFileSync(options.json, `${JSON.stringify({ machine, threads, sections: outcomes }, null, 2)}\n`)
  console.log(`Every measurement is in ${options.json}.`)
  const bounds = Object.values(outcomes).flatMap((outcome) => ('bounds' in outcome ? outcome.bounds : []))
  return bounds.every(isKept) ? 0 : 1
}

interface BenchOptions {
  readonly names: readonly string[]
  readonly json: string
  readonly rounds: number | undefined
  readonly threads: number
}

function parseOptions(): BenchOptions | undefined {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        json: { type: 'string' },
        rounds: { type: 'string' },
        threads: { type: 'string' },
      },
    })
    const names = values.only?.split(',') ?? Object.keys(sections)
    const rounds = values.rounds === undefined ? undefined : Number(values.rounds)
    const threads = Number(values.threads ?? 0)
    const areKnown = names.every((name) => name in sections)
    const isValid = areKnown && (rounds === undefined || rounds >= 1) && threads >= 0
    if (isValid) return { names, json: resolve(values.json ?? 'out/bench.json'), rounds, threads }
  } catch {
    // An option that does not exist: the usage says which do.
  }
  console.error(usage)
  return undefined
}

function printOutcome(name: string, outcome: SectionOutcome): void {
  if ('skipped' in outcome) {
    console.log(`${name} was skipped: it ${outcome.skipped}.\n`)
    return
  }
  for (const table of outcome.tables) console.log(`${formatTable(table)}\n`)
  for (const bound of outcome.bounds) console.log(formatBound(bound))
  console.log('')
}

function formatBound(bound: Bound): string {
  const { promise, measured, limit } = bound
  return `${isKept(bound) ? 'kept  ' : 'BROKEN'} ${promise}: ${Number(measured.toPrecision(3))}, less than ${limit}`
}
