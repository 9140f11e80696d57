import { dirname, sep } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { withoutFolders } from '../files/withoutFolders.ts'
import type { ErrorReport } from '../protocol/errorReport.ts'

/**
 * Why a file cannot be used, for windows: what lies at `path` or below is named from there, all else by its name alone.
 */
export function problemReport(error: unknown, path = ''): ErrorReport {
  if (error instanceof EngineError) {
    const { code, message, remedy } = error
    return { code, message: plainText(message, path), remedy: plainText(remedy, path) }
  }
  const reason = error instanceof Error ? error.message : String(error)
  return {
    code: 'bug',
    message: plainText(`'${path}' cannot be read: ${reason}`, path),
    remedy: 'This is a mistake in Polyptych: please report it. Other files are not affected.',
  }
}

function plainText(text: string, path: string): string {
  if (path === '') return withoutFolders(text)
  const folder = dirname(path)
  return withoutFolders(text.replaceAll(folder.endsWith(sep) ? folder : folder + sep, ''), [folder])
}
