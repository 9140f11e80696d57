import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { LibraryFolder } from '../protocol/window/library.ts'

export type Application = LibraryFolder['application']

/** What a folder is known to hold; it decides as what an unreadable file is shown. */
export type Holding = 'adapters' | 'models' | 'anything'

/** A folder on disk that is read with all folders in it. */
export interface Root {
  readonly path: string
  readonly holds: Holding
}

/** Ids of folders that are always there. */
export const ownFolderId = 'own'
export const starterFolderId = 'starter'
/** Of the files that were added one by one. */
export const filesFolderId = 'files'

/** 132 bits of SHA-256: two texts never have the same. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

/** What people call a folder: its own name, or the drive's. */
export function nameOfFolder(path: string): string {
  return basename(path) || path.replace(/[\\/]+$/, '')
}
