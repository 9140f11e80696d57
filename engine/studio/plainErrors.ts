import { homedir } from 'node:os'
import { EngineError } from '../errors/engineError.ts'
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

/** What a window is told of an error. Of a bug it is told that there was one, and nothing of where. */
export function errorReport(error: unknown): ErrorReport {
  if (error instanceof StudioError) return { code: error.code, message: error.message, remedy: error.remedy }
  if (error instanceof EngineError) return plainReport(error)
  return {
    code: 'bug',
    message: 'Something went wrong inside Polyptych.',
    remedy: 'Save your work and start the program again. If it happens once more, send the diagnostics with a report.',
  }
}

/** `error` as the studio throws it to its host: an EngineError stays one, anything else becomes a `bug`. */
export function plainError(error: unknown): EngineError | StudioError {
  if (!(error instanceof EngineError)) return new StudioError(errorReport(error), error)
  const { message, remedy } = plainReport(error)
  return new EngineError(error.code, message, remedy, { cause: error })
}

/** `report` with texts for a window: without folders, and without the options of the command line. */
export function plainReport({ code, message, remedy }: ErrorReport): ErrorReport {
  return { code, message: withoutFolders(message), remedy: withoutFolders(withoutOptions(remedy)) }
}

const optionPhrases: readonly (readonly [phrase: string, instead: string])[] = [
  [', or accept it as it is with --accept-changed', ', or choose it again'],
  [': change the path, or run with --relink', ': choose it there'],
]

function withoutOptions(text: string): string {
  return optionPhrases.reduce((changed, [phrase, instead]) => changed.replaceAll(phrase, instead), text)
}

const root = String.raw`(?:[A-Za-z]:[\\/]|\\\\|~?[\\/]|\.\.?[\\/])`
/** In quotation marks; one inside of a name is followed by more of it. */
const quotedPath = new RegExp(String.raw`(['"])(${root}[^\n]*?)\1(?=[\s.,:;!?)\]]|$)`, 'g')
/** The folders of a path that stands among words; addresses of the web are none. */
const barePath = new RegExp(String.raw`(?<![\w.:/\\])${root}(?:[^\s'"<>|]+[\\/])*(?=[^\s'"<>|\\/])`, 'g')

/** `text` with every path shortened to the name of its file, whatever system it is of. */
export function withoutFolders(text: string, home = homedir()): string {
  const named = text
    .replaceAll('file://', '')
    .replace(quotedPath, (_, mark: string, path: string) => mark + lastPart(path) + mark)
  // Before others, for it may hold spaces.
  const shortened = home.length > 1 ? named.replaceAll(home, '~') : named
  return shortened.replace(barePath, '')
}

function lastPart(path: string): string {
  return (
    path
      .split(/[\\/]+/)
      .filter((part) => part !== '')
      .at(-1) ?? path
  )
}
