import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import type { ErrorCode } from '../errors/engineError.ts'
import { isSystemError, writeFailure } from '../files/fileErrors.ts'
import { kindOfPath } from '../safetensors/modelFiles.ts'
import type { Catalogue } from './catalogue.ts'
import type { IndexedItem } from './facts.ts'
import type { FolderList } from './folderList.ts'
import { findFile } from './folderSources.ts'
import { ownFolderId } from './libraryFolder.ts'
import type { IdOfPath } from './pathIds.ts'
import { readFacts } from './readFacts.ts'
import { stampOf } from './stamp.ts'

/** A file of the artist's that stays where it is, or the bytes of one under a name of ours, with the name of theirs. */
export type FileToAdd = { readonly path: string } | { readonly upload: string; readonly name: string }

export interface AddedFile {
  readonly type: 'adapter' | 'model'
  readonly id: string
  /** The folder of the library that it is in now. */
  readonly folderId: string
}

interface AddParts {
  readonly catalogue: Catalogue
  readonly list: FolderList
  readonly ownFolder: string
  readonly idOf: IdOfPath
}

/**
 * Adds one file, or one model folder, and reads it. What cannot be used is not added.
 * @throws EngineError with the reason.
 */
export async function addFile(file: FileToAdd, { catalogue, list, ownFolder, idOf }: AddParts): Promise<AddedFile> {
  if ('upload' in file) {
    const path = await moveIn(file.upload, ownFolder, file.name)
    try {
      return taken(catalogue, { ...(await readItem(path)), id: idOf(path), folderId: ownFolderId })
    } catch (error) {
      await rm(path, { force: true })
      throw error
    }
  }
  const known = catalogue.ofPath(file.path)
  if (known !== undefined && known.facts.problem === undefined) return addedFile(known)
  const item = await readItem(file.path)
  const { id: folderId } = await list.addFile(file.path)
  return taken(catalogue, { ...item, id: idOf(file.path), folderId })
}

function taken(catalogue: Catalogue, item: IndexedItem): AddedFile {
  catalogue.set(item)
  return addedFile(item)
}

function addedFile({ id, folderId, facts }: IndexedItem): AddedFile {
  return { type: facts.type, id, folderId }
}

async function readItem(path: string): Promise<Omit<IndexedItem, 'id' | 'folderId'>> {
  const item = await findFile(path)
  const stamp = item && (await stampOf(item))
  if (item === undefined || stamp === undefined) {
    throw new EngineError('file-missing', `'${path}' does not exist any more.`, 'Choose it again.')
  }
  const facts = await readFacts(item)
  const { problem } = facts
  if (problem !== undefined) throw new EngineError(problem.code as ErrorCode, problem.message, problem.remedy)
  return { path, stamp, facts }
}

/** Moves a file into a folder, under another name where the name is taken. Errors as `writeFailure`. */
async function moveIn(upload: string, folder: string, name: string): Promise<string> {
  const target = await freePath(folder, name)
  try {
    await mkdir(folder, { recursive: true })
    await rename(upload, target)
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'EXDEV') throw writeFailure(error, target)
    await copyFile(upload, target).catch((failure: unknown) => {
      throw writeFailure(failure, target)
    })
    await rm(upload, { force: true })
  }
  return target
}

async function freePath(folder: string, name: string): Promise<string> {
  const extension = extname(name)
  const stem = basename(name, extension)
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? name : `${stem} ${number}${extension}`)
    if ((await kindOfPath(path)) === 'missing') return path
  }
}
