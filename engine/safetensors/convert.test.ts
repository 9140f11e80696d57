import { describe, expect, it } from 'vitest'
import { tensor } from '../tensor/tensor.ts'
import type { DataType, Tensor } from '../tensor/tensor.ts'
import { toFloat16, toFloat32 } from './convert.ts'

/** The value of a small float from its definition: sign · significand · 2^exponent. */
function definedValue(bits: number, exponentBits: number, fractionBits: number, hasInfinity: boolean): number {
  const sign = bits >> (exponentBits + fractionBits) === 0 ? 1 : -1
  const top = 2 ** exponentBits - 1
  const exponent = (bits >> fractionBits) & top
  const fraction = bits % 2 ** fractionBits
  const bias = 2 ** (exponentBits - 1) - 1
  if (hasInfinity && exponent === top) return fraction === 0 ? sign * Infinity : NaN
  if (!hasInfinity && exponent === top && fraction === 2 ** fractionBits - 1) return NaN
  const significand = (exponent === 0 ? 0 : 1) + fraction / 2 ** fractionBits
  return sign * significand * 2 ** (Math.max(exponent, 1) - bias)
}

describe('toFloat32', () => {
  it.each([
    { dtype: 'float16', exponentBits: 5, fractionBits: 10, hasInfinity: true },
    { dtype: 'bfloat16', exponentBits: 8, fractionBits: 7, hasInfinity: true },
    { dtype: 'float8e5m2', exponentBits: 5, fractionBits: 2, hasInfinity: true },
    { dtype: 'float8e4m3', exponentBits: 4, fractionBits: 3, hasInfinity: false },
  ] as const)('is exact for every value of $dtype', ({ dtype, exponentBits, fractionBits, hasInfinity }) => {
    const length = 2 ** (1 + exponentBits + fractionBits)
    const data = (length === 256 ? new Uint8Array(length) : new Uint16Array(length)).map((_, bits) => bits)
    const { data: numbers } = toFloat32(tensor<DataType>(dtype, [length], data))
    const expected = Float32Array.from({ length }, (_, bits) =>
      definedValue(bits, exponentBits, fractionBits, hasInfinity),
    )
    const differing = [...expected.keys()].filter((bits) => !Object.is(numbers[bits], expected[bits]))
    expect(differing).toEqual([])
  })

  it.each<[Tensor, number[]]>([
    [tensor('float64', [3], new Float64Array([0.1, -2, 1e300])), [Math.fround(0.1), -2, Infinity]],
    [tensor('float32', [2], new Float32Array([0.5, -0])), [0.5, -0]],
    [tensor('int64', [2], new BigInt64Array([-3n, 1n << 40n])), [-3, 2 ** 40]],
    [tensor('uint64', [1], new BigUint64Array([1n << 63n])), [2 ** 63]],
    [tensor('int32', [2], new Int32Array([-7, 7])), [-7, 7]],
    [tensor('uint32', [1], new Uint32Array([2 ** 31])), [2 ** 31]],
    [tensor('int16', [1], new Int16Array([-300])), [-300]],
    [tensor('uint16', [1], new Uint16Array([65535])), [65535]],
    [tensor('int8', [1], new Int8Array([-128])), [-128]],
    [tensor('uint8', [1], new Uint8Array([255])), [255]],
    [tensor('bool', [3], new Uint8Array([0, 1, 255])), [0, 1, 1]],
  ])('reads numbers of %o', (source, expected) => {
    const result = toFloat32(source)
    expect({ ...result, data: [...result.data] }).toEqual({ dtype: 'float32', shape: source.shape, data: expected })
  })
})

describe('toFloat16', () => {
  it('gives every half back, bit for bit', () => {
    const halves = new Uint16Array(0x10000).map((_, bits) => bits)
    const back = toFloat16(toFloat32(tensor('float16', [halves.length], halves)).data)
    const differing = halves.filter((bits) => back[bits] !== (isNaNHalf(bits) ? bits | 0x200 : bits))
    expect([...differing]).toEqual([])
  })

  it('rounds what lies between two halves to the nearer one, and to the even one in the middle', () => {
    for (let bits = 0; bits < 0x7bff; bits++) {
      const low = definedValue(bits, 5, 10, true)
      const high = definedValue(bits + 1, 5, 10, true)
      const middle = (low + high) / 2 // exact in float32
      const even = bits % 2 === 0 ? bits : bits + 1
      const around = new Float32Array([middle, nextFloat32(middle, -1), nextFloat32(middle, 1), -middle])
      const rounded = [...toFloat16(around)]
      if (String(rounded) !== String([even, bits, bits + 1, even | 0x8000])) {
        expect.fail(`around ${middle} (between ${bits} and ${bits + 1}) the result is ${rounded.join(' ')}`)
      }
    }
  })

  it.each([
    [65519.99609375, 0x7bff],
    [65520, 0x7c00],
    [65536, 0x7c00],
    [3e38, 0x7c00],
    [-Infinity, 0xfc00],
    [NaN, 0x7e00],
    [1e-45, 0],
    [-1e-45, 0x8000],
  ])('gives %d the bits %i', (value, bits) => {
    expect([...toFloat16(new Float32Array([value]))]).toEqual([bits])
  })

  it('reads only its part of a larger buffer', () => {
    expect([...toFloat16(new Float32Array([9, 1, 2, 9]).subarray(1, 3))]).toEqual([0x3c00, 0x4000])
  })
})

function isNaNHalf(bits: number): boolean {
  return (bits & 0x7fff) > 0x7c00
}

/** The neighbour of a positive float32. */
function nextFloat32(value: number, direction: 1 | -1): number {
  const buffer = new Float32Array([value])
  new Uint32Array(buffer.buffer)[0]! += direction
  return buffer[0]!
}
