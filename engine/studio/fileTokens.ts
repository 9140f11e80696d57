import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { EngineError } from '../errors/engineError.ts'

/** Paths that the artist chose outside of the window, by what the window is told instead. */
export interface FileTokens {
  tokenOf(path: string): string
  /** @throws EngineError `file-missing` for a token that was not given out in this run, or long ago. */
  pathOf(token: string): string
}

const mostKept = 10_000

export function createFileTokens(): FileTokens {
  const paths = new Map<string, string>()
  return {
    tokenOf(path) {
      const token = `token:${randomBytes(18).toString('base64url')}`
      paths.set(token, resolve(path))
      if (paths.size > mostKept) paths.delete(paths.keys().next().value!)
      return token
    },
    pathOf(token) {
      const path = paths.get(token)
      if (path === undefined) {
        throw new EngineError('file-missing', 'The file that was chosen is no longer known.', 'Choose it again.')
      }
      return path
    },
  }
}
