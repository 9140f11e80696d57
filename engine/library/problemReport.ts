import { basename, dirname, sep } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import type { ErrorReport } from '../protocol/errorReport.ts'

/** Why a file cannot be used, for windows: what lies at `path` or below is named from there, all else by its name alone. */
export function problemReport(error: unknown, path = ''): ErrorReport {
  if (error instanceof EngineError) {
    const { code, message, remedy } = error
    return { code, message: withoutFolders(message, path), remedy: withoutFolders(remedy, path) }
  }
  const reason = error instanceof Error ? error.message : String(error)
  return {
    code: 'bug',
    message: withoutFolders(`'${path}' cannot be read: ${reason}`, path),
    remedy: 'This is a mistake in Polyptych: please report it. Other files are not affected.',
  }
}

const quotedPath = /'(?:[A-Za-z]:[\\/]|[\\/])[^']*'/g

function withoutFolders(text: string, path: string): string {
  const folder = dirname(path)
  const named = path === '' ? text : text.replaceAll(folder.endsWith(sep) ? folder : folder + sep, '')
  return named.replace(quotedPath, (quoted) => `'${basename(quoted.slice(1, -1))}'`)
}
