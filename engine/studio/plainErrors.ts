import { EngineError } from '../errors/engineError.ts'
import { withoutFolders } from '../files/withoutFolders.ts'
import type { ErrorReport } from '../protocol/errorReport.ts'

/** An error as it leaves the studio: its texts name files without their folders, and `code` may be `bug`. */
export class StudioError extends Error implements ErrorReport {
  readonly code: string
  readonly remedy: string

  constructor({ code, message, remedy }: ErrorReport, cause: unknown) {
    super(message, { cause })
    this.name = 'StudioError'
    this.code = code
    this.remedy = remedy
  }
}

/** What windows are told in words: files are named without their folders. */
export interface PlainTexts {
  text(text: string): string
  /** Without the options of the command line as well. */
  report(report: ErrorReport): ErrorReport
  /** What a window is told of an error. Of a bug it is told that there was one, and nothing of where. */
  reportOf(error: unknown): ErrorReport
  /** `error` as the studio throws it to its host: an EngineError stays one, anything else becomes a `bug`. */
  error(error: unknown): EngineError | StudioError
}

/** @param folders Those that the studio knows, absolute: what lies below them is told from words whatever its name. */
export function createPlainTexts(folders: () => Iterable<string> = () => []): PlainTexts {
  const text = (given: string) => withoutFolders(given, folders())

  function report({ code, message, remedy }: ErrorReport): ErrorReport {
    return { code, message: text(message), remedy: text(withoutOptions(remedy)) }
  }

  function reportOf(error: unknown): ErrorReport {
    if (error instanceof StudioError) return { code: error.code, message: error.message, remedy: error.remedy }
    if (error instanceof EngineError) return report(error)
    return {
      code: 'bug',
      message: 'Something went wrong inside Polyptych.',
      remedy:
        'Save your work and start the program again. If it happens once more, send the diagnostics with a report.',
    }
  }

  return {
    text,
    report,
    reportOf,
    error(error) {
      if (!(error instanceof EngineError)) return new StudioError(reportOf(error), error)
      const { message, remedy } = report(error)
      return new EngineError(error.code, message, remedy, { cause: error })
    },
  }
}

const optionPhrases: readonly (readonly [phrase: string, instead: string])[] = [
  [', or accept it as it is with --accept-changed', ', or choose it again'],
  [': change the path, or run with --relink', ': choose it there'],
]

function withoutOptions(text: string): string {
  return optionPhrases.reduce((changed, [phrase, instead]) => changed.replaceAll(phrase, instead), text)
}
