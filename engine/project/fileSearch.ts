import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { FileReference } from '../protocol/project.ts'
import type { FileHashes } from './fileHashes.ts'
import { sha256OfFolder } from './modelHash.ts'

export interface FoundFile {
  /** Has the hash that the reference asks for. */
  readonly same?: string
  /** Has the name but not the hash, or there is no hash to compare. */
  readonly sameName?: string
}

/** Looks for files that have moved. */
export interface FileSearch {
  find: (reference: FileReference) => Promise<FoundFile>
}

const deepest = 4
const mostEntries = 5_000
/** Candidates are hashed, those of the same name first. Where the size is not known either, this much of others. */
const mostHashedFiles = 32
const mostHashedBytes = 4_000_000_000
const mostHashedFolders = 8

interface Listing {
  readonly files: string[]
  /** Folders that hold the folder `unet`: models. */
  readonly models: string[]
}

/**
 * Looks into `folders` and the folders in them, four levels deep and a few thousand entries wide, so that a mistaken
 * root cannot make it read a whole disk. Folders that cannot be read are passed over.
 */
export function createFileSearch(folders: readonly string[], hashes: FileHashes): FileSearch {
  let listing: Promise<Listing> | undefined
  return {
    async find(reference) {
      listing ??= listFolders([...new Set(folders)])
      const { files, models } = await listing
      const name = basename(reference.path.replaceAll('\\', '/')).toLowerCase()
      const foundFile = await findFile(reference, name, files, hashes)
      if (foundFile.same !== undefined || extname(name) === '.safetensors') return foundFile
      return { ...foundFile, ...(await findModel(reference, name, models, hashes)) }
    },
  }
}

async function findFile(
  { sha256, size }: FileReference,
  name: string,
  files: readonly string[],
  hashes: FileHashes,
): Promise<FoundFile> {
  const hasName = (path: string) => basename(path).toLowerCase() === name
  const named = files.filter(hasName)
  const renamed = files.filter((path) => !hasName(path) && extname(path).toLowerCase() === extname(name))
  let bytesLeft = mostHashedBytes
  let filesLeft = mostHashedFiles
  for (const path of sha256 === undefined ? [] : [...named, ...renamed]) {
    const candidateSize = await sizeOf(path)
    if (candidateSize === undefined || (size !== undefined && candidateSize !== size)) continue
    bytesLeft -= size === undefined && !hasName(path) ? candidateSize : 0
    if (bytesLeft < 0 || filesLeft === 0) break
    filesLeft--
    if ((await hashOrNothing(() => hashes.sha256(path))) === sha256) return { same: path }
  }
  return named[0] === undefined ? {} : { sameName: named[0] }
}

async function findModel(
  { sha256 }: FileReference,
  name: string,
  models: readonly string[],
  hashes: FileHashes,
): Promise<FoundFile> {
  const hasName = (path: string) => basename(path).toLowerCase() === name
  const named = models.filter(hasName)
  const candidates = [...named, ...models.filter((path) => !hasName(path))].slice(0, mostHashedFolders)
  for (const path of sha256 === undefined ? [] : candidates) {
    if ((await hashOrNothing(() => sha256OfFolder(path, hashes))) === sha256) return { same: path }
  }
  return named[0] === undefined ? {} : { sameName: named[0] }
}

/** A candidate that cannot be read is no candidate. */
async function hashOrNothing(hash: () => Promise<string>): Promise<string | undefined> {
  return hash().catch(() => undefined)
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  )
}

/** Breadth first, so that what lies near is found before the bound is reached; sorted, so that runs agree. */
async function listFolders(roots: readonly string[]): Promise<Listing> {
  const listing: Listing = { files: [], models: [] }
  for (const root of roots) {
    let level = [root]
    let entries = 0
    for (let depth = 0; depth <= deepest && level.length > 0 && entries < mostEntries; depth++) {
      const next: string[] = []
      for (const folder of level) {
        if (entries < mostEntries) entries += await listFolder(folder, listing, next)
      }
      level = next
    }
  }
  return listing
}

async function listFolder(folder: string, listing: Listing, folders: string[]): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries.slice(0, mostEntries)) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    if (entry.isDirectory()) {
      folders.push(path)
      if (entry.name === 'unet') listing.models.push(dirname(path))
    } else {
      listing.files.push(path) // a link to a folder among them fails to hash, and is passed over
    }
  }
  return entries.length
}
