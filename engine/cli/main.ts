import { CommanderError } from 'commander'
import { EngineError } from '../errors/engineError.ts'
import { exitCodes } from './exitCodes.ts'
import type { ExitCode } from './exitCodes.ts'
import { createProgram } from './program.ts'
import { reportFailure } from './reportFailure.ts'
import { watchStandardOutput } from './standardStreams.ts'
import type { StandardOutput } from './standardStreams.ts'

const json = asksForJson(process.argv.slice(2))
process.on('uncaughtException', (error) => process.exit(reportFailure(error, { json })))
const output = watchStandardOutput()
const exitCode = await run(output)
await output.flush()
process.exitCode = afterOutput(exitCode, output)

async function run(standardOutput: StandardOutput): Promise<ExitCode> {
  try {
    await createProgram(standardOutput).parseAsync(process.argv)
    return exitCodes.done
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done // help and version
    return reportFailure(error, { json })
  }
}

/** A reader that closed standard output has what it wanted; a full disk behind it is an error. */
function afterOutput(code: ExitCode, { failure }: StandardOutput): ExitCode {
  const error = failure()
  if (error === undefined || code !== exitCodes.done) return code
  if (error.code === 'EPIPE') return exitCodes.done
  const reason = error.code === 'ENOSPC' ? 'the disk is full' : `the system reports ${error.code ?? error.message}`
  const remedy = 'Make room there, or send the output somewhere else.'
  const errorCode = error.code === 'ENOSPC' ? 'disk-full' : 'output-unwritable'
  return reportFailure(new EngineError(errorCode, `Standard output cannot be written: ${reason}.`, remedy), {
    json: false,
  })
}

/** Looked up before the options are parsed, because what is wrong with them is told in JSON as well. */
function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).includes('--json')
}
