import { describe, expect, it } from 'vitest'
import { toMapBytes } from './imageMap.ts'

describe('toMapBytes', () => {
  it('spreads 0 to the greatest number over all bytes', () => {
    const map = { width: 3, height: 2, data: Float32Array.of(0, 0.125, 0.25, -1, 0.0625, 0.5) }
    expect(toMapBytes(map)).toEqual({ width: 3, height: 2, bytes: Uint8Array.of(0, 64, 128, 0, 32, 255), max: 0.5 })
  })

  it('is black where no number is greater than 0', () => {
    const map = { width: 2, height: 1, data: Float32Array.of(0, -2) }
    expect(toMapBytes(map)).toEqual({ width: 2, height: 1, bytes: Uint8Array.of(0, 0), max: 0 })
  })

  it('stops on what is no map', () => {
    expect(() => toMapBytes({ width: 2, height: 2, data: new Float32Array(3) })).toThrow('Bug')
    expect(() => toMapBytes({ width: 1, height: 1, data: Float32Array.of(NaN) })).toThrow('Bug')
  })
})
