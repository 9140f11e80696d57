import { setImmediate as nextTurn } from 'node:timers/promises'
import { assert, EngineError, unreachable } from '../errors/engineError.ts'
import { measureFrequencies, type FrequencyEvent, type FrequencyReport } from '../pipeline/measureFrequencies.ts'
import { editMethod } from '../project/editProject.ts'
import { readProject } from '../project/projectFile.ts'
import { isCancellation } from './cancellation.ts'
import { formatFrequencies } from './frequencyReport.ts'
import { watchInterruption } from './interruption.ts'
import { plainText } from './plainText.ts'
import type { RenderOptions } from './renderCommand.ts'
import { printRemark, printResult } from './standardStreams.ts'

/** The options of `polyptych frequencies`, parsed. */
export interface FrequenciesOptions extends Pick<
  RenderOptions,
  'seed' | 'size' | 'steps' | 'provider' | 'threads' | 'relink' | 'acceptChanged' | 'json'
> {
  readonly write?: boolean
}

/** Of the project's settings, where the kinds stand. */
const method = 'cmlora'

/**
 * Measures the frequencies of a project's concepts and prints them; with `write` their kinds become those of the
 * project. Throws what `measureFrequencies` and `editMethod` throw; 'cancelled' when the user ended it.
 */
export async function frequenciesCommand(
  projectPath: string,
  { write = false, json = false, ...settings }: FrequenciesOptions,
): Promise<void> {
  if (write) await requireMethod(projectPath)
  const report = await measure(projectPath, settings)
  if (json) printResult(JSON.stringify(report, null, 2))
  else for (const line of formatFrequencies(report)) printResult(line)
  if (!write) return
  const kinds = Object.fromEntries(report.concepts.map(({ id, kind }) => [id, kind]))
  await editMethod(projectPath, method, (written) => ({ ...written, kinds: { ...asKinds(written), ...kinds } }))
  printRemark(`The kinds are in '${projectPath}'.`)
}

/** Refuses before long work what would be refused after it. */
async function requireMethod(projectPath: string): Promise<void> {
  const { project } = await readProject(projectPath)
  if (project.method.name === method) return
  throw new EngineError(
    'setting-invalid',
    `The method of '${projectPath}' is '${project.method.name}'; only '${method}' reads kinds.`,
    `Set the method's name to '${method}' first, or leave out --write.`,
  )
}

function asKinds({ kinds }: Readonly<Record<string, unknown>>): object {
  return typeof kinds === 'object' && kinds !== null ? kinds : {}
}

async function measure(
  projectPath: string,
  settings: Omit<FrequenciesOptions, 'write' | 'json'>,
): Promise<FrequencyReport> {
  const signal = watchInterruption()
  let report: FrequencyReport | undefined
  try {
    for await (const event of measureFrequencies({ projectPath, ...settings }, signal)) {
      if (event.type === 'measured') report = event.report
      else for (const remark of remarksOf(event)) printRemark(remark)
      await nextTurn() // as in render: where Ctrl-C during a long computation is noticed
    }
  } catch (error) {
    if (!isCancellation(error)) throw error
    throw new EngineError('cancelled', 'Cancelled before all concepts were measured.', '', { cause: error })
  }
  assert(report, 'a measurement ends with its report')
  return report
}

function remarksOf(event: Exclude<FrequencyEvent, { type: 'measured' }>): string[] {
  switch (event.type) {
    case 'warning':
      return [`Warning: ${plainText(event.message)}`]
    case 'run':
      return [`${plainText(event.concept ?? 'no adapters')} (run ${event.run} of ${event.runs})`]
    case 'step':
      return []
    default:
      return unreachable(event)
  }
}
