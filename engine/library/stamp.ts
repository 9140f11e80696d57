import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { componentFolders } from '../checkpoint/modelFolder.ts'
import { isSystemError } from '../files/fileErrors.ts'
import { shortHash } from './libraryFolder.ts'
import type { FoundItem } from './walk.ts'

/** What tells whether something on disk is still what was read, without reading it. */
export interface Stamp {
  /** A hash of the sizes and times of change of every file that has a part in it. */
  readonly text: string
  readonly bytes: number
  readonly changedMs: number
}

/** The stamp of what a walk found; undefined where it is gone in the meantime. */
export async function stampOf(item: FoundItem): Promise<Stamp | undefined> {
  return item.type === 'file' ? stampOfFile(item) : stampOfModelFolder(item.path)
}

async function stampOfFile({ path, beside }: FoundItem): Promise<Stamp | undefined> {
  const [own, ...notes] = await Promise.all([path, ...beside.map((name) => join(dirname(path), name))].map(sizeAndTime))
  if (own === undefined) return undefined
  const texts = notes.map((note, index) => (note === undefined ? '' : `${beside[index]!}:${note.text}`))
  return { ...own, text: shortHash([own.text, ...texts].join(' ')) }
}

/** Of the index, the configs and the weights: everything in the folder and in those of its networks. */
async function stampOfModelFolder(folder: string): Promise<Stamp | undefined> {
  const names = await namesIn(folder)
  if (names === undefined) return undefined
  const inside = names.filter((name) => componentFolders.has(name))
  const namesInside = await Promise.all(inside.map((name) => namesIn(join(folder, name))))
  const paths = [
    ...names.filter((name) => name.endsWith('.json')),
    ...inside.flatMap((name, index) => (namesInside[index] ?? []).map((file) => join(name, file))),
  ]
  const stamps = await Promise.all(paths.map((path) => sizeAndTime(join(folder, path))))
  let text = ''
  let [bytes, changedMs] = [0, 0]
  for (const [index, found] of stamps.entries()) {
    text += `${paths[index]!}:${found?.text ?? ''}\n`
    bytes += found?.bytes ?? 0
    changedMs = Math.max(changedMs, found?.changedMs ?? 0)
  }
  return { text: shortHash(text), bytes, changedMs }
}

async function namesIn(folder: string): Promise<string[] | undefined> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (isSystemError(error)) return undefined
    throw error
  }
}

async function sizeAndTime(path: string): Promise<Stamp | undefined> {
  try {
    const { size, mtimeMs } = await stat(path)
    return { text: `${size}:${mtimeMs}`, bytes: size, changedMs: mtimeMs }
  } catch (error) {
    if (isSystemError(error)) return undefined
    throw error
  }
}
