import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { readKeptKey } from '../files/keptKey.ts'

/** An id for a path that is the same from start to start; without the key nobody can tell whether it is of a path. */
export type IdOfPath = (path: string) => string

/** Keeps its key in the data folder. Errors as `writeFileAtomically`. */
export async function openPathIds(dataFolder: string): Promise<IdOfPath> {
  const key = await readKeptKey(join(dataFolder, 'library.key'))
  return (path) => createHmac('sha256', key).update(path).digest('base64url').slice(0, 22)
}
