import { describe, expect, it } from 'vitest'
import { toPixels } from './imageTensor.ts'

describe('toPixels', () => {
  it('interleaves channels and clamps', () => {
    const image = Float32Array.of(-1, 1, /* green */ -7, 7, /* blue */ Infinity, -Infinity)
    expect([...toPixels(image)]).toEqual([0, 0, 255, 255, 255, 0])
  })

  it('rounds halves to even, as PyTorch does', () => {
    const halves = [64.5, 65.5, 126.5, 127.5, 128.5, 253.5]
    const values = Float32Array.from(halves, (half) => half / 127.5 - 1)
    // The first factor of single precision must not hide the halves.
    expect(Array.from(values, (value) => Math.fround(Math.fround(value + 1) * 127.5))).toEqual(halves)
    const image = Float32Array.from([...values, ...values, ...values])
    expect([...toPixels(image)].filter((_, index) => index % 3 === 0)).toEqual([64, 66, 126, 128, 128, 254])
  })

  it('takes every byte back to itself', () => {
    const bytes = Array.from({ length: 255 }, (_, byte) => byte)
    const image = Float32Array.from([...bytes, ...bytes, ...bytes], (byte) => byte / 127.5 - 1)
    expect([...toPixels(image)]).toEqual(bytes.flatMap((byte) => [byte, byte, byte]))
  })

  it('refuses values that are no numbers', () => {
    expect(() => toPixels(Float32Array.of(0, NaN, 0))).toThrow(expect.objectContaining({ code: 'render-failed' }))
  })
})
