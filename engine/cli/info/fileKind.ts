import { extname } from 'node:path'
import { EngineError } from '../../errors/engineError.ts'
import { readingFile } from '../../files/readingFile.ts'
import { kindOfPath } from '../../safetensors/modelFiles.ts'

export type FileKind = 'model folder' | 'tensors' | 'project' | 'picture'

const kindOfEnding: Readonly<Record<string, FileKind>> = {
  '.safetensors': 'tensors',
  '.polyptych': 'project',
  '.png': 'picture',
}

/** PNG specification, section 5.2. */
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * What lies at a path: by its ending, which is what its owner takes it for, else by its first bytes. What is nothing
 * else counts as tensors, whose reader says best what a foreign file is. Throws 'file-missing', and as `readFailure`.
 */
export async function kindOfFile(path: string): Promise<FileKind> {
  const found = await kindOfPath(path)
  if (found === 'missing') {
    throw new EngineError('file-missing', `'${path}' does not exist.`, 'Check the path.')
  }
  if (found === 'folder') return 'model folder'
  return kindOfEnding[extname(path).toLowerCase()] ?? kindOfStart(await firstBytes(path))
}

function kindOfStart(start: Buffer): FileKind {
  if (start.equals(pngSignature)) return 'picture'
  return /^(\ufeff)?\s*\{/.test(start.toString('utf8')) ? 'project' : 'tensors'
}

async function firstBytes(path: string): Promise<Buffer> {
  return readingFile(path, async (file) => {
    const buffer = Buffer.alloc(pngSignature.length)
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
    return buffer.subarray(0, bytesRead)
  })
}
