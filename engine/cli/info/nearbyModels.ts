import { realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isModelFolder } from '../../checkpoint/modelFolder.ts'
import { EngineError } from '../../errors/engineError.ts'
import { namesInFolder } from '../../safetensors/modelFiles.ts'

/** How far up from an adapter models are looked for: `models/loras/people/kiki.safetensors` finds `models/sd15`. */
const foldersUp = 4
/** A folder of downloads may hold thousands of names. */
const mostLookedAt = 500

/**
 * `first`, if it is a model folder, and those that lie near an adapter: the folders above it and those directly inside
 * them, nearest first. A folder is a model where it has a folder `unet`. What may not be read is passed over.
 */
export async function findNearbyModels(adapterPath: string, first: string): Promise<string[]> {
  const found = new Set<string>()
  if (await isModelFolder(first)) found.add(await realpath(first))
  let folder = dirname(adapterPath)
  for (let level = 0; level < foldersUp; level++) {
    if (await isModelFolder(folder)) found.add(await realpath(folder))
    for (const name of (await namesIn(folder)).slice(0, mostLookedAt)) {
      const path = join(folder, name)
      if (!name.startsWith('.') && (await isModelFolder(path))) found.add(await realpath(path))
    }
    const parent = dirname(folder)
    if (parent === folder) break
    folder = parent
  }
  return [...found]
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await namesInFolder(folder)
  } catch (error) {
    if (error instanceof EngineError) return []
    throw error
  }
}
