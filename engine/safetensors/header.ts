import { EngineError } from '../errors/engineError.ts'
import { describeByteSize } from '../files/byteSize.ts'
import { bytesPerElement } from '../tensor/tensor.ts'
import type { DataType } from '../tensor/tensor.ts'
import { dataTypeOfName } from './dtypes.ts'

/** Where one tensor of a file lies. */
export interface TensorEntry {
  readonly name: string
  readonly dtype: DataType
  readonly shape: readonly number[]
  /** Absolute position of the first byte in the file. */
  readonly offset: number
  readonly byteLength: number
}

export interface Header {
  readonly metadata: ReadonlyMap<string, string>
  readonly tensors: ReadonlyMap<string, TensorEntry>
}

/** What is being read: the header's file, its size, and where the bytes of the tensors begin in it. */
export interface HeaderPlace {
  readonly path: string
  readonly byteLength: number
  readonly dataOffset: number
}

const metadataKey = '__metadata__'
const damaged = 'Download or export it again: the file is damaged, or the program that wrote it is faulty.'

/**
 * Reads the JSON header of a safetensors file and checks everything that it says against the file: known element
 * types, sides that are whole numbers, lengths that follow from them, tensors that fill the file without overlap, hole
 * or remainder. Source: the format's description in the readme of the safetensors project.
 *
 * Throws 'file-invalid'.
 */
export function parseHeader(text: string, place: HeaderPlace): Header {
  const refuse: Refuse = (reason, remedy = damaged) =>
    new EngineError('file-invalid', `'${place.path}' is not a valid safetensors file: ${reason}.`, remedy)

  const root = parseJson(text)
  if (!isRecord(root)) throw refuse('its header is not a JSON object')

  const metadata = new Map<string, string>()
  const tensors = new Map<string, TensorEntry>()
  let keysInEntries = 0
  for (const [name, value] of Object.entries(root)) {
    if (!isRecord(value)) throw refuse(`the entry ${quote(name)} of its header is not an object`)
    keysInEntries += Object.keys(value).length
    if (name === metadataKey) {
      for (const [key, word] of Object.entries(value)) {
        if (typeof word !== 'string') throw refuse(`the metadata ${quote(key)} is not text`)
        metadata.set(key, word)
      }
      continue
    }
    const refuseEntry: Refuse = (reason, remedy) => refuse(`the tensor ${quote(name)} ${reason}`, remedy)
    tensors.set(name, parseEntry(name, value, place.dataOffset, refuseEntry))
  }
  // JSON.parse keeps the last of equal keys; the text still has a colon for each of them.
  const [colonsInRoot, colonsInEntries] = countKeyColons(text)
  if (colonsInRoot !== Object.keys(root).length || colonsInEntries !== keysInEntries) {
    throw refuse('a name occurs twice in its header')
  }
  const layoutFault = findLayoutFault(tensors, place)
  if (layoutFault !== undefined) throw refuse(layoutFault.reason, layoutFault.remedy)
  return { metadata, tensors }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** Makes the error of a fault that is given as the rest of a sentence. */
type Refuse = (reason: string, remedy?: string) => EngineError

function parseEntry(
  name: string,
  { dtype: dtypeName, shape, data_offsets: offsets }: Readonly<Record<string, unknown>>,
  dataOffset: number,
  refuse: Refuse,
): TensorEntry {
  if (typeof dtypeName !== 'string') throw refuse('has no element type')
  const dtype = dataTypeOfName(dtypeName)
  if (dtype === undefined) {
    throw refuse(
      `has the element type ${quote(dtypeName)}, which Polyptych does not know`,
      'Use a version of the model in float16, bfloat16 or float32.',
    )
  }
  if (!Array.isArray(shape) || !shape.every(isSize)) throw refuse('has a shape that is not a list of whole numbers')
  if (!Array.isArray(offsets) || offsets.length !== 2) throw refuse('has no position in the file')
  const [begin, end] = offsets as [unknown, unknown]
  if (!isSize(begin) || !isSize(end) || begin > end) throw refuse('has a position that is not a range of bytes')
  const byteLength = byteLengthOf(shape, dtype)
  if (!Number.isSafeInteger(byteLength) || !Number.isSafeInteger(dataOffset + end)) {
    throw refuse('is larger than any file')
  }
  if (byteLength !== end - begin) {
    throw refuse(`takes ${end - begin} bytes, but ${dtypeName} [${shape.join(', ')}] is ${byteLength} bytes`)
  }
  return { name, dtype, shape, offset: dataOffset + begin, byteLength }
}

/** Infinity or an unsafe number for shapes that no file can hold; 0 as soon as one side is 0. */
function byteLengthOf(shape: readonly number[], dtype: DataType): number {
  if (shape.includes(0)) return 0
  return shape.reduce((product, side) => product * side, bytesPerElement[dtype])
}

function findLayoutFault(
  tensors: ReadonlyMap<string, TensorEntry>,
  { byteLength, dataOffset }: HeaderPlace,
): { reason: string; remedy?: string } | undefined {
  const ordered = [...tensors.values()].sort((a, b) => a.offset - b.offset || a.byteLength - b.byteLength)
  let position = dataOffset
  for (const entry of ordered) {
    if (entry.offset < position) return { reason: `the tensor ${quote(entry.name)} overlaps the one before it` }
    if (entry.offset > position) return { reason: `there is a hole before the tensor ${quote(entry.name)}` }
    position += entry.byteLength
  }
  if (position > byteLength) {
    return {
      reason: `the file ends ${describeByteSize(position - byteLength)} early`,
      remedy: 'The download or copy was cut short: download it again.',
    }
  }
  if (position < byteLength) return { reason: `${describeByteSize(byteLength - position)} follow its last tensor` }
  return undefined
}

/** Keys in the outermost object and in the objects directly inside it, counted in text that is known to be JSON. */
function countKeyColons(text: string): [inRoot: number, inEntries: number] {
  let inRoot = 0
  let inEntries = 0
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    switch (text[i]) {
      case '"':
        i = endOfString(text, i)
        break
      case '{':
      case '[':
        depth++
        break
      case '}':
      case ']':
        depth--
        break
      case ':':
        if (depth === 1) inRoot++
        else if (depth === 2) inEntries++
        break
    }
  }
  return [inRoot, inEntries]
}

/** The index of the quotation mark that closes the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  let i = start + 1
  while (text[i] !== '"') i += text[i] === '\\' ? 2 : 1
  return i
}

const longestQuotation = 120

/** A name out of an untrusted file, shortened so that a message stays readable. */
function quote(name: string): string {
  return `'${name.length > longestQuotation ? `${name.slice(0, longestQuotation)}…` : name}'`
}
