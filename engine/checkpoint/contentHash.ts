import { createHash } from 'node:crypto'
import { relative, sep } from 'node:path'
import { hashOfModelFile } from '../safetensors/modelFiles.ts'
import type { Checkpoint } from './checkpoint.ts'

/**
 * The identity of a model folder, wherever it lies: SHA-256, in lower-case hexadecimal, over one line for each of its
 * files, `relative/path sha256`, sorted by path. Files are hashed once in a run unless they change. Errors as
 * `sha256OfFile`.
 */
export async function contentHash(checkpoint: Checkpoint): Promise<string> {
  const lines: string[] = []
  for (const file of checkpoint.files) {
    const name = relative(checkpoint.path, file).split(sep).join('/')
    lines.push(`${name} ${await hashOfModelFile(file)}\n`)
  }
  return createHash('sha256').update(lines.sort().join('')).digest('hex')
}
