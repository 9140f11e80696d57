import type { ErrorCode } from '../errors/engineError.ts'

/** What the command tells the shell. Scripts rely on these numbers: they are documented and do not change. */
export const exitCodes = {
  done: 0,
  bug: 1,
  file: 2,
  setting: 3,
  output: 4,
  machine: 5,
  usage: 64,
  cancelled: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Every error that the engine knows, by the exit code that it leads to. */
const exitCodeOfError: Readonly<Record<ErrorCode, ExitCode>> = {
  'file-missing': exitCodes.file,
  'file-unreadable': exitCodes.file,
  'file-invalid': exitCodes.file,
  'file-refused': exitCodes.file,
  'file-changed': exitCodes.file,
  'model-unsupported': exitCodes.file,
  'adapter-mismatch': exitCodes.file,
  'adapter-unsupported': exitCodes.file,
  'project-invalid': exitCodes.setting,
  'project-newer': exitCodes.setting,
  'setting-invalid': exitCodes.setting,
  'output-unwritable': exitCodes.output,
  'disk-full': exitCodes.output,
  'provider-unavailable': exitCodes.machine,
  'out-of-memory': exitCodes.machine,
  'render-failed': exitCodes.machine,
  'engine-gone': exitCodes.machine,
  cancelled: exitCodes.cancelled,
}

export function exitCodeOf(code: ErrorCode): ExitCode {
  return exitCodeOfError[code]
}

/** For `--help`. */
export const exitCodeHelp = `Exit codes:
  0    done
  1    a bug in polyptych
  2    a file is missing, unreadable, invalid, refused, changed, or not made for this model
  3    a setting or the project is invalid
  4    the output could not be written
  5    the execution provider, or not enough memory
  64   the command line was not understood
  130  cancelled with Ctrl-C`
