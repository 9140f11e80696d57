import { setImmediate as nextTurn } from 'node:timers/promises'
import { EngineError } from '../errors/engineError.ts'
import { compareMethods } from '../pipeline/compare/compareMethods.ts'
import type { CompareEvent } from '../protocol/compareEvents.ts'
import { createCompareReporter } from './compareReporter.ts'
import { isCancellation } from './cancellation.ts'
import { watchInterruption } from './interruption.ts'
import { allMethods, methodChoice } from './methodChoices.ts'
import type { MethodOption } from './optionValues.ts'
import { counted } from './plainText.ts'
import type { RenderOptions } from './renderCommand.ts'
import { createJsonReporter } from './renderReporters.ts'
import type { StandardOutput } from './standardStreams.ts'

/** The options of `polyptych compare`, parsed. */
export interface CompareOptions extends Omit<RenderOptions, 'seed' | 'count'> {
  readonly methods?: readonly MethodOption[]
  readonly seeds?: number[]
}

/**
 * Renders a project by several methods and prints their table. Throws what `compareMethods` throws; 'cancelled' when
 * the user ended it, with the number of pictures that are there.
 */
export async function compareCommand(
  projectPath: string,
  options: CompareOptions,
  output: StandardOutput,
): Promise<void> {
  const { out: outFolder, json, methods: wanted, ...settings } = options
  const methods = wanted?.map(methodChoice) ?? allMethods()
  const interruption = watchInterruption()
  const signal = AbortSignal.any([interruption, output.signal])
  const reporter = json ? createJsonReporter<CompareEvent>() : createCompareReporter()
  let saved = 0
  let all: number | undefined
  try {
    for await (const event of compareMethods({ projectPath, outFolder, methods, ...settings }, signal)) {
      if (event.type === 'picture') all = event.pictures
      if (event.type === 'saved') saved++
      reporter.report(event)
      await nextTurn() // as in render: where Ctrl-C during a long computation is noticed
    }
  } catch (error) {
    if (output.signal.aborted && isCancellation(error)) return // nobody reads on: main says why
    if (!isCancellation(error)) throw error
    const finished = all === undefined ? 'before the first picture' : `after ${saved} of ${counted(all, 'picture')}`
    const remedy = saved === 0 ? '' : `What is finished is in '${outFolder}', without a sheet.`
    throw new EngineError('cancelled', `Cancelled ${finished}.`, remedy, { cause: error })
  } finally {
    reporter.close()
  }
}
