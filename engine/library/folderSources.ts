import { basename, dirname, extname } from 'node:path'
import { stat } from 'node:fs/promises'
import { EngineError } from '../errors/engineError.ts'
import { isSystemError, readFailure } from '../files/fileErrors.ts'
import { applicationRoots } from './applications.ts'
import { filesFolderId, nameOfFolder, ownFolderId, starterFolderId } from './libraryFolder.ts'
import type { Application, Root } from './libraryFolder.ts'
import { noteEndings, walk } from './walk.ts'
import type { FoundItem } from './walk.ts'

/** What a scan gives to a source and learns from it. */
export interface Search {
  readonly signal: AbortSignal
  /** Real paths of all folders that were looked into: those to watch. */
  readonly visited: Set<string>
}

/** A folder of the library, and how to find what is in it. */
export interface FolderSource {
  readonly id: string
  readonly name: string
  readonly application: Application
  readonly removable: boolean
  /** @throws EngineError as `readFailure` where nothing of it can be read. */
  find(search: Search): AsyncGenerator<FoundItem>
}

/** Polyptych's own folder, into which uploaded files are moved; it need not exist. */
export function ownSource(path: string): FolderSource {
  return {
    id: ownFolderId,
    name: nameOfFolder(path),
    application: 'own',
    removable: false,
    async *find(search) {
      yield* existing(walk(path, { holds: 'anything', ...search }))
    },
  }
}

/** The folder of the model that comes with Polyptych, with its adapters. */
export function starterSource(path: string): FolderSource {
  return {
    id: starterFolderId,
    name: nameOfFolder(path),
    application: 'starter',
    removable: false,
    find: (search) => findInRoots([{ path, holds: 'anything' }], search),
  }
}

/** A folder that the artist added: any folder, or that of a program. */
export function addedSource(id: string, path: string, application: Application): FolderSource {
  return {
    id,
    name: nameOfFolder(path),
    application,
    removable: true,
    async *find(search) {
      const isPlain = application === 'folder'
      const roots: readonly Root[] = isPlain ? [{ path, holds: 'anything' }] : await applicationRoots(application, path)
      if (roots.length === 0) throw emptyApplication(path)
      yield* findInRoots(roots, search)
    },
  }
}

function emptyApplication(path: string): EngineError {
  return new EngineError(
    'file-missing',
    `'${path}' has no folder of adapters or models any more.`,
    'Put the folder back where it was, or remove it from the library and add the present one.',
  )
}

/** Files and model folders that were added one by one. */
export function filesSource(paths: () => readonly string[]): FolderSource {
  return {
    id: filesFolderId,
    name: 'files',
    application: 'files',
    removable: true,
    async *find(search) {
      for (const path of paths()) {
        search.signal.throwIfAborted()
        const item = await findFile(path)
        if (item === undefined) continue
        search.visited.add(item.type === 'file' ? dirname(item.path) : item.path)
        yield item
      }
    },
  }
}

/**
 * A file or model folder by itself; undefined where it is gone. Which notes lie beside it shows when they are looked
 * at.
 */
export async function findFile(path: string): Promise<FoundItem | undefined> {
  try {
    const isFolder = (await stat(path)).isDirectory()
    const stem = basename(path, extname(path))
    const beside = isFolder ? [] : noteEndings.map((ending) => stem + ending)
    return { path, type: isFolder ? 'model folder' : 'file', holds: 'anything', beside }
  } catch (error) {
    if (isSystemError(error)) return undefined
    throw error
  }
}

/** All roots that can be read. Where none can, the error of the first. */
async function* findInRoots(roots: readonly Root[], search: Search): AsyncGenerator<FoundItem> {
  const failures: unknown[] = []
  for (const { path, holds } of roots) {
    try {
      yield* walk(path, { holds, ...search })
    } catch (error) {
      if (!isSystemError(error)) throw error
      failures.push(readFailure(error, path))
    }
  }
  if (failures.length === roots.length) throw failures[0]
}

async function* existing(items: AsyncGenerator<FoundItem>): AsyncGenerator<FoundItem> {
  try {
    yield* items
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'ENOENT') throw error
  }
}
