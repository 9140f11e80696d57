import { readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { writeFileAtomically } from '../files/atomicWrite.ts'
import { isSystemError } from '../files/fileErrors.ts'
import { makeThumbnail } from '../image/thumbnail.ts'
import type { AdapterItem } from './views.ts'

/** Cards are about half as wide, on displays with two points for each pixel. */
const side = 384
/** Pictures are decoded by other threads, of which the rest of the program needs some. */
const mostAtOnce = 2

/** Small pictures of adapters, made when they are first asked for and kept on disk. */
export interface Previews {
  /** WebP; undefined where there is no picture that can be read. */
  read(item: AdapterItem): Promise<Uint8Array | undefined>
}

export function createPreviews(folder: string): Previews {
  let running = 0
  const waiting: (() => void)[] = []

  async function make(item: AdapterItem, previewName: string): Promise<Uint8Array | undefined> {
    if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    running++
    try {
      return await makeThumbnail(join(dirname(item.path), previewName), side)
    } catch (error) {
      if (error instanceof EngineError) return undefined // someone else's picture: the card does without
      throw error
    } finally {
      running--
      waiting.shift()?.()
    }
  }

  return {
    async read(item) {
      const { previewName } = item.facts
      if (previewName === undefined) return undefined
      const name = `${item.id}-${item.stamp.text}.webp`
      const kept = await readKept(join(folder, name))
      if (kept !== undefined) return kept
      const made = await make(item, previewName)
      if (made === undefined) return undefined
      await keep(folder, name, item.id, made)
      return made
    },
  }
}

async function readKept(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isSystemError(error)) return undefined
    throw error
  }
}

/** Replaces pictures of earlier states of the file. A full disk only means that the picture is made again next time. */
async function keep(folder: string, name: string, id: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFileAtomically(join(folder, name), bytes)
    for (const other of await readdir(folder)) {
      if (other.startsWith(`${id}-`) && other !== name) await rm(join(folder, other), { force: true })
    }
  } catch (error) {
    if (!(error instanceof EngineError) && !isSystemError(error)) throw error
  }
}
