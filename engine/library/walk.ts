import { readdir, realpath } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { componentFolders } from '../checkpoint/modelFolder.ts'
import { isSystemError } from '../files/fileErrors.ts'
import { pickleExtensions } from '../safetensors/refusedFormats.ts'
import type { Holding } from './libraryFolder.ts'

/** How deep below a root is looked. */
const deepest = 8

/** What a walk finds: a file that may hold tensors, or a folder that is a model. */
export interface FoundItem {
  readonly path: string
  readonly type: 'file' | 'model folder'
  readonly holds: Holding
  /** Names beside a file that may say more about it: notes, previews. */
  readonly beside: readonly string[]
}

/** Names of tensors' files, and of pickles, which are shown with the reason why they are not opened. */
const tensorExtensions: ReadonlySet<string> = new Set(['.safetensors', '.sft', ...pickleExtensions])

export function isTensorName(name: string): boolean {
  return tensorExtensions.has(extname(name).toLowerCase()) && !name.startsWith('.')
}

/** Folders without anything for artists, which can be very large. */
const passedOver: ReadonlySet<string> = new Set(['node_modules', '__pycache__', '$RECYCLE.BIN', 'venv'])

export interface WalkOptions {
  readonly holds: Holding
  readonly signal: AbortSignal
  /** Real paths of folders that need no second visit; the walk adds its own. Ends loops of links. */
  readonly visited: Set<string>
}

/**
 * Everything of the library below a folder, folder by folder. A folder that links lead to in several ways is walked
 * once. Folders further down that cannot be read are passed over.
 * @throws what `readdir` throws for the root.
 */
export function walk(root: string, options: WalkOptions): AsyncGenerator<FoundItem> {
  return walkFolder(root, 0, options)
}

async function* walkFolder(folder: string, depth: number, options: WalkOptions): AsyncGenerator<FoundItem> {
  const { holds, signal, visited } = options
  const real = await realpath(folder)
  if (visited.has(real)) return
  visited.add(real)
  const entries = await readdir(folder, { withFileTypes: true })
  signal.throwIfAborted()
  const folders = entries.filter(
    (entry) => entry.isDirectory() || (entry.isSymbolicLink() && !isTensorName(entry.name)),
  )
  const isModel = folders.some(({ name }) => name === 'unet' || name === 'transformer')
  if (isModel) yield { path: folder, type: 'model folder', holds, beside: [] }
  yield* filesOf(
    folder,
    entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name),
    holds,
  )
  if (depth === deepest) return
  for (const { name } of folders.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (name.startsWith('.') || passedOver.has(name) || (isModel && componentFolders.has(name))) continue
    yield* passingOver(walkFolder(join(folder, name), depth + 1, options))
  }
}

function* filesOf(folder: string, names: readonly string[], holds: Holding): Generator<FoundItem> {
  const tensorNames = names.filter(isTensorName).sort()
  const notes = notesByStem(names)
  for (const name of tensorNames) {
    const beside = notes.get(name.slice(0, -extname(name).length)) ?? []
    yield { path: join(folder, name), type: 'file', holds, beside }
  }
}

/** Endings of what other programs keep beside an adapter, longest first. */
export const noteEndings = [
  '.civitai.info',
  '.cm-info.json',
  '.preview.png',
  '.json',
  '.png',
  '.jpg',
  '.jpeg',
  '.webp',
  '.gif',
] as const

/** The names of notes and previews by what stands before their ending, so that each file finds its own at once. */
function notesByStem(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const notes = new Map<string, string[]>()
  for (const name of names) {
    for (const ending of noteEndings) {
      if (!name.endsWith(ending)) continue
      const stem = name.slice(0, -ending.length)
      const others = notes.get(stem)
      if (others === undefined) notes.set(stem, [name])
      else others.push(name)
    }
  }
  return notes
}

/** A folder that cannot be read, or a link to a file or to nothing, hides nothing but itself. */
async function* passingOver(items: AsyncGenerator<FoundItem>): AsyncGenerator<FoundItem> {
  try {
    yield* items
  } catch (error) {
    if (!isSystemError(error)) throw error
  }
}
