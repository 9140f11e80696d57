import { hashOfModelFile, hashOfTensors } from '../safetensors/modelFiles.ts'
import type { Adapter } from './adapter.ts'

/** Under which identities people and sites know a file. Lower-case hexadecimal. */
export interface AdapterHashes {
  /** SHA-256 of everything behind the header: the identity in projects, which edits of the metadata do not change. */
  readonly tensors: string
  /** The first 12 digits of `tensors`, as A1111 and model sites write them. */
  readonly autoV3: string
}

/** Hashes the tensors of an adapter, once in a run unless the file changes. Errors as `hashOfTensors`. */
export async function hashAdapter(adapter: Adapter): Promise<AdapterHashes> {
  const tensors = await hashOfTensors(adapter.file)
  return { tensors, autoV3: tensors.slice(0, 12) }
}

/** SHA-256 of the whole file and its first 10 digits, AutoV2. Errors as `hashOfModelFile`. */
export async function hashAdapterFile(adapter: Adapter): Promise<{ readonly file: string; readonly autoV2: string }> {
  const file = await hashOfModelFile(adapter.path)
  return { file, autoV2: file.slice(0, 10) }
}
