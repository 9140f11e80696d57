import { expect, it } from 'vitest'
import { createFrameDecoder, encodeFrame, frameLimits } from './frames.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

/** Numbers that look random and are the same each time. */
function createNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function decode(...chunks: readonly Uint8Array[]): unknown[] {
  const values: unknown[] = []
  const decoder = createFrameDecoder((value) => values.push(value))
  for (const chunk of chunks) decoder.push(chunk)
  return values
}

const head = (jsonBytes: number, ...lengths: number[]) =>
  joined([jsonBytes, lengths.length, ...lengths].map((value) => new Uint8Array(Uint32Array.of(value).buffer)))
const json = (text: string) => bytes(...[...text].map((character) => character.charCodeAt(0)))

const samples: readonly unknown[] = [
  null,
  'ä𝛑',
  { type: 'event', id: 3, list: [1.5, true, { deep: [] }] },
  { bytes: bytes(1, 2, 3), none: bytes(), list: [bytes(255), { again: bytes(0, 0) }] },
  { large: new Uint8Array(2_000).fill(7) },
  bytes(9),
]

it('writes the lengths, the JSON and then the bytes', () => {
  const text = json('{"a":{"$bytes":0}}')
  expect(joined(encodeFrame({ a: bytes(5, 6) }))).toEqual(
    bytes(text.length, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, ...text, 5, 6),
  )
})

it('reads what it wrote, wherever the line cuts it', () => {
  const whole = joined(samples.flatMap(encodeFrame))
  const numbers = createNumbers(1)
  for (let round = 0; round < 40; round++) {
    const chunks: Uint8Array[] = []
    const longest = 1 + numbers(round % 2 === 0 ? 4_000 : 100)
    for (let at = 0; at < whole.length; at += chunks.at(-1)?.length ?? 0) {
      chunks.push(whole.subarray(at, at + 1 + numbers(longest)))
    }
    expect(decode(...chunks)).toEqual(samples)
  }
  const small = joined(encodeFrame(samples[3]))
  expect(decode(...[...small].map((byte) => bytes(byte)))).toEqual([samples[3]])
})

it('hands out bytes of their own, that no later chunk changes', () => {
  const frame = joined(encodeFrame({ bytes: bytes(1, 2, 3) }))
  const [value] = decode(frame)
  frame.fill(0)
  expect(value).toEqual({ bytes: bytes(1, 2, 3) })
})

it('takes bytes for bytes, whatever JSON would make of them', () => {
  class Shown extends Uint8Array<ArrayBuffer> {
    toJSON() {
      return 'bytes'
    }
  }
  expect(decode(...encodeFrame({ bytes: Shown.of(4) }))).toEqual([{ bytes: bytes(4) }])
})

it('refuses to write what the other end would refuse', () => {
  expect(() => encodeFrame(Array.from({ length: 65 }, () => bytes()))).toThrow(RangeError)
  expect(() => encodeFrame('a'.repeat(frameLimits.jsonBytes))).toThrow(RangeError)
})

it.each([
  ['JSON above the limit', head(frameLimits.jsonBytes + 1)],
  ['more buffers than allowed', head(2, ...Array.from({ length: 65 }, () => 0))],
  ['a buffer above the limit', head(2, frameLimits.bufferBytes + 1)],
  ['what is no JSON', joined([head(2), json('{]')])],
  ['an empty frame', head(0)],
  ['what is no UTF-8', joined([head(3), bytes(34, 255, 34)])],
  ['a reference to a buffer that is not there', joined([head(12), json('{"$bytes":0}')])],
])('refuses %s', (_, frame) => {
  expect(() => decode(frame)).toThrow(RangeError)
})
