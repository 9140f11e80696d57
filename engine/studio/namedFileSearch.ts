import { stat } from 'node:fs/promises'
import type { FileHashes } from '../project/fileHashes.ts'
import { sha256OfFolder } from '../project/modelHash.ts'
import { stemOf, type FoundNamedFile, type NamedFile, type NamedFileSearch } from '../project/projectOfParameters.ts'
import type { Library, LibraryEntry, LibraryModel } from '../protocol/window/library.ts'
import { hashOfTensors } from '../safetensors/modelFiles.ts'
import { openSafetensors } from '../safetensors/safetensorsFile.ts'
import type { FileHandles } from './fileHandles.ts'

/** Digits of a hash of tensors, as A1111's web UI writes it of a LoRA. */
const tensorHashDigits = 12
/** A model is only hashed where that takes no longer than a moment. */
const mostHashedBytes = 1_000_000_000
/** Headers that are read in search of a LoRA under another name. */
const mostHeaders = 3_000

/** Finds what other programs name among the files of the library. */
export function createNamedFileSearch(
  library: Pick<Library, 'entries' | 'models'>,
  settings: { readonly handles: FileHandles; readonly hashes: FileHashes; readonly otherModel: FoundNamedFile },
): NamedFileSearch {
  const { handles, hashes, otherModel } = settings
  const entries = library.entries.filter(({ problem }) => problem === undefined)
  const models = library.models.filter(({ problem }) => problem === undefined)
  const found = ({ file, name }: LibraryEntry | LibraryModel, remark?: string): FoundNamedFile => ({
    path: handles.pathOf(file),
    name,
    ...(remark !== undefined && { remark }),
  })

  async function adapter({ name, hash }: NamedFile): Promise<FoundNamedFile | undefined> {
    const isNamed = ({ fileName }: LibraryEntry) => stemOf(fileName).toLowerCase() === name.toLowerCase()
    const named = entries.filter(isNamed)
    if (hash !== undefined) {
      for (const entry of named) if (await hasHash(handles.pathOf(entry.file), hash, hashes)) return found(entry)
      if (hash.length === tensorHashDigits) {
        const others = entries.filter((entry) => !isNamed(entry)).slice(0, mostHeaders)
        for (const entry of others) if (await declaresHash(handles.pathOf(entry.file), hash)) return found(entry)
      }
    }
    const [first] = named.length > 0 ? named : entries.filter((entry) => equalNames(entry.name, name))
    if (first === undefined) return undefined
    return found(first, hash && `'${first.name}' in the library is not the same file as the LoRA of the picture.`)
  }

  async function model({ name, hash }: NamedFile): Promise<FoundNamedFile | undefined> {
    const isNamed = (candidate: LibraryModel) => equalNames(candidate.name, name)
    const inOrder = [...models.filter(isNamed), ...models.filter((candidate) => !isNamed(candidate))]
    if (hash !== undefined) {
      for (const candidate of inOrder) {
        if (await modelHasHash(handles.pathOf(candidate.file), hash, hashes)) return found(candidate)
      }
    }
    const named = inOrder.find(isNamed)
    return named && found(named)
  }

  return { adapter, model, otherModel }
}

function equalNames(a: string, b: string): boolean {
  return b !== '' && stemOf(a).toLowerCase() === b.toLowerCase()
}

/** Files that cannot be read are other files. */
async function hasHash(path: string, hash: string, hashes: FileHashes): Promise<boolean> {
  try {
    const whole = hash.length === tensorHashDigits ? hashOfTensors(await openSafetensors(path)) : hashes.sha256(path)
    return (await whole).startsWith(hash)
  } catch {
    return false
  }
}

/** Whether the file says itself that its tensors have the hash, as those of kohya's scripts do. */
async function declaresHash(path: string, hash: string): Promise<boolean> {
  try {
    const { metadata } = await openSafetensors(path)
    return metadata.get('sshs_model_hash')?.startsWith(hash) ?? false
  } catch {
    return false
  }
}

async function modelHasHash(path: string, hash: string, hashes: FileHashes): Promise<boolean> {
  try {
    const stats = await stat(path)
    if (stats.isFile() && stats.size > mostHashedBytes) return false
    return (await (stats.isFile() ? hashes.sha256(path) : sha256OfFolder(path, hashes))).startsWith(hash)
  } catch {
    return false
  }
}
