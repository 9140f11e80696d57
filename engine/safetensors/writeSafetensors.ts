import { assert } from '../errors/engineError.ts'
import { writeFileAtomically } from '../files/atomicWrite.ts'
import { bytesPerElement } from '../tensor/tensor.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { dtypeNames } from './dtypes.ts'

const alignment = 8

/**
 * Writes a safetensors file, whole or not at all. The same tensors and metadata give the same bytes: tensors lie in
 * order of element size, largest first, and then of name, metadata is in order of name, and spaces fill the header up
 * to 8 bytes, so that every tensor is aligned for its type. Errors as `writeFileAtomically`.
 */
export async function writeSafetensors(
  path: string,
  tensors: ReadonlyMap<string, Tensor> | Readonly<Record<string, Tensor>>,
  metadata: ReadonlyMap<string, string> | Readonly<Record<string, string>> = {},
): Promise<void> {
  const ordered = entriesOf(tensors).sort(
    ([nameA, a], [nameB, b]) => bytesPerElement[b.dtype] - bytesPerElement[a.dtype] || compareText(nameA, nameB),
  )
  const header = encodeHeader(ordered, entriesOf(metadata))
  await writeFileAtomically(path, fileContents(header, ordered))
}

// A generator that never waits, but files are written from asynchronous ones.
async function* fileContents(header: Uint8Array, tensors: readonly (readonly [string, Tensor])[]) {
  yield await Promise.resolve(header)
  for (const [, { data }] of tensors) yield new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

/** The 8 bytes of its length and the header. Built as text, because an object would reorder names that are numbers. */
function encodeHeader(
  tensors: readonly (readonly [string, Tensor])[],
  metadata: readonly (readonly [string, string])[],
): Uint8Array {
  const entries: string[] = []
  if (metadata.length > 0) {
    const words = [...metadata]
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, word]) => `${JSON.stringify(key)}:${JSON.stringify(word)}`)
    entries.push(`"__metadata__":{${words.join(',')}}`)
  }
  let begin = 0
  for (const [name, { dtype, shape, data }] of tensors) {
    assert(name !== '__metadata__', 'a tensor has the name that the format keeps for metadata')
    const end = begin + data.byteLength
    const entry = JSON.stringify({ dtype: dtypeNames[dtype], shape, data_offsets: [begin, end] })
    entries.push(`${JSON.stringify(name)}:${entry}`)
    begin = end
  }
  const json = Buffer.from(`{${entries.join(',')}}`, 'utf8')
  const length = Math.ceil(json.length / alignment) * alignment
  const header = Buffer.alloc(8 + length, ' ')
  header.writeBigUInt64LE(BigInt(length))
  json.copy(header, 8)
  return header
}

function entriesOf<T>(entries: ReadonlyMap<string, T> | Readonly<Record<string, T>>): (readonly [string, T])[] {
  return isMap(entries) ? [...entries] : Object.entries(entries)
}

function isMap<T>(entries: ReadonlyMap<string, T> | Readonly<Record<string, T>>): entries is ReadonlyMap<string, T> {
  return entries instanceof Map
}

/** By code units, so that the order does not depend on the language of the machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
