import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { writeFileAtomically } from './atomicWrite.ts'
import { isSystemError, readFailure } from './fileErrors.ts'

/**
 * The key at `path`: 32 random bytes, drawn once and the same ever after. Errors as `readFailure` and
 * `writeFileAtomically`.
 */
export async function readKeptKey(path: string): Promise<Buffer> {
  const kept = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isSystemError(error) && error.code === 'ENOENT') return ''
    throw readFailure(error, path) // another key would make strangers of all that this one has named
  })
  if (/^[0-9a-f]{64}$/.test(kept)) return Buffer.from(kept, 'hex')
  const key = randomBytes(32)
  await writeFileAtomically(path, key.toString('hex'))
  return key
}
