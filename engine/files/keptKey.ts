import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { writeFileAtomically } from './atomicWrite.ts'

/** The key at `path`: 32 random bytes, drawn once and the same ever after. Errors as `writeFileAtomically`. */
export async function readKeptKey(path: string): Promise<Buffer> {
  const kept = await readFile(path, 'utf8').catch(() => '')
  if (/^[0-9a-f]{64}$/.test(kept)) return Buffer.from(kept, 'hex')
  const key = randomBytes(32)
  await writeFileAtomically(path, key.toString('hex'))
  return key
}
