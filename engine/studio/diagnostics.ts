import { cpus, freemem, release, totalmem } from 'node:os'
import { engineVersion } from '../protocol/engineVersion.ts'
import type { EngineState } from '../protocol/window/machine.ts'
import type { Settings } from '../protocol/window/settings.ts'
import type { PlainTexts } from './plainErrors.ts'

/** The last bugs, for reports. */
export interface BugLog {
  note(error: unknown): void
  lines(): readonly string[]
}

const mostKept = 20

export function createBugLog(plain: PlainTexts): BugLog {
  const kept: string[] = []
  return {
    note(error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      kept.push(`${new Date().toISOString()} ${plain.text(text)}`)
      if (kept.length > mostKept) kept.shift()
    },
    lines: () => kept,
  }
}

export interface DiagnosedStudio {
  readonly host: string
  readonly engine: EngineState
  readonly settings: Settings
  /** Codes of the renders that failed, the latest last: their sentences may hold words of a prompt. */
  readonly failures: readonly string[]
  readonly counts: Readonly<Record<string, number>>
  readonly bugs: readonly string[]
}

const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`

/** Versions, machine and last errors as text without any path. */
export function describeDiagnostics(studio: DiagnosedStudio, plain: PlainTexts): string {
  const { host, engine, settings, failures, counts, bugs } = studio
  const { hardware, crash, error } = engine
  const lines = [
    `Polyptych ${engineVersion}, ${host}`,
    `Node ${process.versions.node}, ${process.platform} ${release()}, ${process.arch}`,
    `Processor: ${cpus()[0]?.model.trim() ?? 'unknown'} (${cpus().length} threads)`,
    `Memory: ${gigabytes(freemem())} free of ${gigabytes(totalmem())}`,
    `Engine: ${engine.status}${hardware === undefined ? '' : `, computes on ${hardware.provider}`}`,
    ...(hardware?.graphics ?? []).map(({ name }) => `Graphics: ${name}`),
    ...(hardware?.candidates ?? []).map(
      ({ provider, outcome, detail }) =>
        `Provider ${provider}: ${outcome}${detail === undefined ? '' : ` (${detail})`}`,
    ),
    `Settings: provider ${settings.provider}, threads ${settings.threads}, language ${settings.language}, ` +
      `reads pictures ${settings.readsPictures}, records attention ${settings.recordsAttention}`,
    ...Object.entries(counts).map(([name, count]) => `${name}: ${count}`),
    ...(crash === undefined
      ? []
      : [`Last crash: ${crash.at}, ${crash.exit}${crash.outOfMemory ? ', probably out of memory' : ''}`]),
    ...(error === undefined ? [] : [`Engine error: ${error.code}: ${error.message}`]),
    ...(failures.length === 0 ? [] : [`Failed renders: ${failures.join(', ')}`]),
    ...bugs.map((bug) => `Bug: ${bug}`),
  ]
  return `${lines.map((line) => plain.text(line)).join('\n')}\n`
}
