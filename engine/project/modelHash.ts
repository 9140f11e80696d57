import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { kindOfPath, namesInFolder } from '../safetensors/modelFiles.ts'
import { createFileHashes } from './fileHashes.ts'
import type { FileHashes } from './fileHashes.ts'

/** The folders that a model in the layout of diffusers consists of. What else lies beside them is no part of it. */
const modelFolders = ['scheduler', 'text_encoder', 'text_encoder_2', 'tokenizer', 'tokenizer_2', 'unet', 'vae'] as const
const modelFile = /^[^.].*\.(safetensors|json|txt)$/

/**
 * The content hash of a model folder: SHA-256, in lower-case hexadecimal, over one line for each of its files: its path
 * inside the folder, a NUL and its SHA-256, sorted by path. Its files are `model_index.json` and every `.safetensors`,
 * `.json` and `.txt` directly inside the folders of its networks, tokenizers and scheduler. Adapters, previews and
 * notes beside them do not count.
 *
 * Throws 'file-invalid' where the folder holds none of them, and as `sha256OfFile`.
 */
export async function sha256OfFolder(path: string, hashes: FileHashes = createFileHashes(undefined)): Promise<string> {
  const names = await modelFileNames(path)
  if (names.length === 0) {
    throw new EngineError(
      'file-invalid',
      `'${path}' is not a model folder: it holds none of the folders ${modelFolders.join(', ')}.`,
      'Choose the folder that holds the folder unet.',
    )
  }
  const lines: string[] = []
  for (const name of names.sort()) lines.push(`${name}\0${await hashes.sha256(join(path, name))}\n`)
  return createHash('sha256').update(lines.join('')).digest('hex')
}

/** Paths inside the folder, with forward slashes. */
async function modelFileNames(path: string): Promise<string[]> {
  const listed = await Promise.all(
    modelFolders.map(async (folder) => (await filesIn(join(path, folder))).map((name) => `${folder}/${name}`)),
  )
  const atTop = (await filesIn(path)).filter((name) => name === 'model_index.json')
  return [...atTop, ...listed.flat()]
}

/** Names of the files that count in a folder, links followed; none where there is no such folder. */
async function filesIn(folder: string): Promise<string[]> {
  const names: string[] = []
  for (const name of await namesIn(folder)) {
    if (modelFile.test(name) && (await kindOfPath(join(folder, name))) === 'file') names.push(name)
  }
  return names
}

async function namesIn(folder: string): Promise<string[]> {
  return (await kindOfPath(folder)) === 'folder' ? namesInFolder(folder) : []
}
