import { assert } from '../errors/engineError.ts'

/**
 * JSON with bytes beside it, for any line that carries bytes. A frame is, in little-endian order: u32 length of the
 * JSON, u32 number of buffers, a u32 length for each, the JSON in UTF-8, the buffers. In the JSON a buffer is
 * `{ "$bytes": index }`.
 */
export const frameLimits = { jsonBytes: 64 * 1024 ** 2, bufferBytes: 1024 ** 3, buffers: 64 } as const

/** Both are everywhere, but in no library of types that this folder is compiled with. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const TextDecoder: new (label: string, options: { fatal: boolean }) => { decode(bytes: Uint8Array): string }

const reference = '$bytes'

/**
 * The parts of the frame of `value`, to be written one after another.
 * @throws RangeError of a frame above the limits.
 */
export function encodeFrame(value: unknown): Uint8Array[] {
  const buffers: Uint8Array[] = []
  const json = new TextEncoder().encode(JSON.stringify(detach(value, buffers)))
  const lengths = buffers.map(({ length }) => length)
  check(json.length, lengths.length)
  lengths.forEach(checkLength)
  return [toBytes([json.length, lengths.length, ...lengths]), json, ...buffers]
}

/**
 * `value` with references instead of its bytes, which go to `buffers`. Before JSON sees them: a Buffer of Node has a
 * `toJSON`.
 */
function detach(value: unknown, buffers: Uint8Array[]): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Uint8Array) return { [reference]: buffers.push(value) - 1 }
  if (Array.isArray(value)) return value.map((item) => detach(item, buffers))
  assert(!isReference(value), 'nothing but bytes looks like a reference to bytes')
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, detach(held, buffers)]))
}

/** Puts frames together again from pieces as they come. */
export interface FrameDecoder {
  /** @throws RangeError of what is no frame; nothing that comes after it can be read. */
  push(chunk: Uint8Array): void
}

export function createFrameDecoder(onFrame: (value: unknown) => void): FrameDecoder {
  let reading = readFrame()
  let part: Uint8Array<ArrayBuffer> = new Uint8Array(headBytes)
  let filled = 0
  reading.next()

  /** Hands over the part that is full, and makes room for the next one. */
  function turn(): void {
    const { done, value } = reading.next(part)
    filled = 0
    if (!done) {
      part = new Uint8Array(value)
      return
    }
    reading = readFrame()
    reading.next()
    part = new Uint8Array(headBytes)
    onFrame(value.value)
  }

  return {
    push(chunk) {
      let read = 0
      while (read < chunk.length) {
        const piece = chunk.subarray(read, read + part.length - filled)
        part.set(piece, filled)
        filled += piece.length
        read += piece.length
        while (filled === part.length) turn()
      }
    },
  }
}

const headBytes = 8

/** Asks for so many bytes at a time, and is given them. */
function* readFrame(): Generator<number, { readonly value: unknown }, Uint8Array<ArrayBuffer>> {
  const [jsonLength = 0, count = 0] = toNumbers(yield headBytes)
  check(jsonLength, count)
  const lengths = toNumbers(yield count * 4)
  lengths.forEach(checkLength)
  const json = yield jsonLength
  const buffers: Uint8Array[] = []
  for (const length of lengths) buffers.push(yield length)
  return { value: parse(json, buffers) }
}

function parse(json: Uint8Array, buffers: readonly Uint8Array[]): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json), (_key, value: unknown) => {
      if (!isReference(value)) return value
      const bytes = buffers[value[reference]]
      if (bytes === undefined) throw new RangeError('a buffer is missing')
      return bytes
    }) as unknown
  } catch (cause) {
    throw new RangeError('The JSON of a frame cannot be read.', { cause })
  }
}

function isReference(value: unknown): value is { readonly [reference]: number } {
  return typeof value === 'object' && value !== null && reference in value && typeof value[reference] === 'number'
}

function check(jsonBytes: number, buffers: number): void {
  if (jsonBytes <= frameLimits.jsonBytes && buffers <= frameLimits.buffers) return
  throw new RangeError(`A frame of ${jsonBytes} bytes of JSON and ${buffers} buffers is above the limits.`)
}

function checkLength(length: number): void {
  if (length > frameLimits.bufferBytes) throw new RangeError(`A buffer of ${length} bytes is above the limit.`)
}

function toBytes(numbers: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * 4))
  numbers.forEach((number, index) => view.setUint32(index * 4, number, true))
  return new Uint8Array(view.buffer)
}

function toNumbers(bytes: Uint8Array<ArrayBuffer>): number[] {
  const view = new DataView(bytes.buffer)
  return Array.from({ length: bytes.length / 4 }, (_, index) => view.getUint32(index * 4, true))
}
