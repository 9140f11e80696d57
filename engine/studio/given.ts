import { basename } from 'node:path'
import type { GivenFile } from '../protocol/window/files.ts'
import type { FileTokens } from './fileTokens.ts'
import type { Uploads } from './uploads.ts'

/** Where a file of the artist's lies, whichever way it came. */
export interface GivenPlace {
  readonly path: string
  readonly name: string
  /** Whether the artist knows it there: uploads lie in a folder of ours. */
  readonly isPlace: boolean
}

/** @throws EngineError `file-missing` for uploads and tokens that are not known. */
export function placeOfGiven(file: GivenFile, uploads: Uploads, tokens: FileTokens): GivenPlace {
  if ('token' in file) {
    const path = tokens.pathOf(file.token)
    return { path, name: basename(path), isPlace: true }
  }
  return { path: uploads.pathOf(file.upload), name: basename(file.name.replaceAll('\\', '/')), isPlace: false }
}
