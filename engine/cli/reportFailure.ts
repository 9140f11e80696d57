import { CommanderError } from 'commander'
import { EngineError } from '../errors/engineError.ts'
import type { RenderEvent } from '../protocol/renderEvents.ts'
import { exitCodeOf, exitCodes } from './exitCodes.ts'
import type { ExitCode } from './exitCodes.ts'
import { printRemark, printResult } from './standardStreams.ts'

type Failure = Omit<Extract<RenderEvent, { type: 'failed' }>, 'type'> & { readonly exitCode: ExitCode }

const reportIt = 'Please report it, with everything that is printed here and what you did before it.'

/**
 * Tells what went wrong: with `json` as one event on standard output, else as sentences on standard error. The stack is
 * shown for a bug, and with POLYPTYCH_DEBUG=1 for everything.
 */
export function reportFailure(error: unknown, { json }: { readonly json: boolean }): ExitCode {
  const { exitCode, ...failure } = describeFailure(error)
  if (json) {
    const event: RenderEvent = { type: 'failed', ...failure }
    printResult(JSON.stringify(event))
  } else if (!(error instanceof CommanderError)) {
    printRemark(failure.message)
    if (failure.remedy !== '') printRemark(failure.remedy)
  }
  if (exitCode === exitCodes.bug || process.env['POLYPTYCH_DEBUG'] === '1') printRemark(stackOf(error))
  return exitCode
}

/** What is said about an error, and how the command ends. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof EngineError) {
    const { code, message, remedy } = error
    return { code, message, remedy, exitCode: exitCodeOf(code) }
  }
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, '')
    return { code: 'usage', message, remedy: 'See polyptych --help.', exitCode: exitCodes.usage }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'bug', message: `This is a bug in polyptych: ${message}`, remedy: reportIt, exitCode: exitCodes.bug }
}

/** The stack of an error and of what caused it. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const own = error.stack ?? error.message
  return error.cause === undefined ? own : `${own}\nCaused by: ${stackOf(error.cause)}`
}
