import type { DataType, Tensor, TypedArrays } from '../tensor/tensor.ts'
import { tensor } from '../tensor/tensor.ts'

/**
 * The same numbers as float32. Exact for every type of up to 16 bits; wider integers and float64 are rounded to the
 * nearest. Bits of NaNs survive. A float32 tensor is returned as it is, without a copy.
 */
export function toFloat32(source: Tensor): Tensor<'float32'> {
  const convert = conversions[source.dtype] as (data: TypedArrays[DataType]) => Float32Array
  return tensor('float32', source.shape, convert(source.data))
}

const conversions: { readonly [D in DataType]: (data: TypedArrays[D]) => Float32Array } = {
  float64: (data) => new Float32Array(data),
  float32: (data) => data,
  float16: fromFloat16,
  bfloat16: fromBfloat16,
  float8e4m3: (data) => lookUp(data, float8e4m3Table),
  float8e5m2: (data) => lookUp(data, float8e5m2Table),
  int64: fromBigInts,
  int32: (data) => new Float32Array(data),
  int16: (data) => new Float32Array(data),
  int8: (data) => new Float32Array(data),
  uint64: fromBigInts,
  uint32: (data) => new Float32Array(data),
  uint16: (data) => new Float32Array(data),
  uint8: (data) => new Float32Array(data),
  bool: (data) => Float32Array.from(data, (value) => (value === 0 ? 0 : 1)),
}

interface FloatFormat {
  readonly exponentBits: number
  readonly fractionBits: number
}

const float16Format: FloatFormat = { exponentBits: 5, fractionBits: 10 }

/** The float32 bits of every value of an 8-bit format (Micikevicius et al. 2022, table 1). */
function tableOfBytes(format: FloatFormat): Uint32Array {
  return Uint32Array.from({ length: 0x100 }, (_, bits) => float32Bits(bits, format))
}

/** The float32 bits of a number in a smaller format in the manner of IEEE 754. */
function float32Bits(bits: number, { exponentBits, fractionBits }: FloatFormat): number {
  const sign = (bits >>> (exponentBits + fractionBits)) << 31
  const largestExponent = (1 << exponentBits) - 1
  const bias = largestExponent >>> 1
  const exponent = (bits >>> fractionBits) & largestExponent
  const fraction = bits & ((1 << fractionBits) - 1)
  if (exponent === largestExponent) return (sign | 0x7f800000 | (fraction << (23 - fractionBits))) >>> 0
  if (exponent !== 0) return (sign | ((exponent - bias + 127) << 23) | (fraction << (23 - fractionBits))) >>> 0
  if (fraction === 0) return sign >>> 0
  // Subnormal here, normal in float32: the leading one becomes the hidden bit.
  const leading = 31 - Math.clz32(fraction)
  const wideExponent = leading - fractionBits - bias + 1 + 127
  return (sign | (wideExponent << 23) | ((fraction << (23 - leading)) & 0x7fffff)) >>> 0
}

const float8e5m2Table = tableOfBytes({ exponentBits: 5, fractionBits: 2 })

/** E4M3 in the variant without infinities: the top exponent holds numbers up to 448, and only 0x7f and 0xff are NaN. */
const float8e4m3Table = tableOfBytes({ exponentBits: 4, fractionBits: 3 }).map((wideBits, bits) => {
  const magnitude = bits & 0x7f
  if (magnitude === 0x7f) return wideBits | 0x7fc00000
  if (magnitude < 0x78) return wideBits
  return ((wideBits & 0x80000000) | ((8 + 127) << 23) | ((bits & 7) << 20)) >>> 0
})

function lookUp(data: Uint8Array, table: Uint32Array): Float32Array {
  const bits = new Uint32Array(data.length)
  for (let i = 0; i < data.length; i++) bits[i] = table[data[i]!]!
  return new Float32Array(bits.buffer)
}

/** Whole networks go through here: normal numbers take the short way, which a table of all halves does not beat. */
function fromFloat16(data: Uint16Array): Float32Array {
  const bits = new Uint32Array(data.length)
  for (let i = 0; i < data.length; i++) {
    const half = data[i]!
    const exponent = half & 0x7c00
    const isNormal = exponent !== 0 && exponent !== 0x7c00
    bits[i] = isNormal
      ? ((half & 0x8000) << 16) | (((half & 0x7fff) << 13) + 0x38000000)
      : float32Bits(half, float16Format)
  }
  return new Float32Array(bits.buffer)
}

/** bfloat16 is the upper half of a float32. */
function fromBfloat16(data: Uint16Array): Float32Array {
  const bits = new Uint32Array(data.length)
  for (let i = 0; i < data.length; i++) bits[i] = data[i]! << 16
  return new Float32Array(bits.buffer)
}

function fromBigInts(data: BigInt64Array | BigUint64Array): Float32Array {
  const numbers = new Float32Array(data.length)
  for (let i = 0; i < data.length; i++) numbers[i] = Number(data[i]!)
  return numbers
}

/**
 * The nearest half of every number, bit for bit, ties to even: numbers from 65520 become infinite, those up to 2^-25
 * become zero, NaN stays NaN.
 */
export function toFloat16(data: Float32Array): Uint16Array {
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length)
  const halves = new Uint16Array(data.length)
  for (let i = 0; i < bits.length; i++) halves[i] = float16Bits(bits[i]!)
  return halves
}

function float16Bits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000
  const magnitude = bits & 0x7fffffff
  if (magnitude >= 0x38800000 && magnitude < 0x47800000) {
    // Normal. The exponent changes its bias; a carry out of the fraction raises it, up to infinity.
    return sign | ((magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1)) >>> 13)
  }
  if (magnitude > 0x7f800000) return sign | 0x7e00 | ((magnitude >>> 13) & 0x1ff) // NaN, made quiet
  if (magnitude >= 0x47800000) return sign | 0x7c00 // 65536 and more
  if (magnitude <= 0x33000000) return sign // up to half of the smallest subnormal
  const shift = 126 - (magnitude >>> 23)
  const significand = (magnitude & 0x7fffff) | 0x800000
  return sign | ((significand + (1 << (shift - 1)) - 1 + ((significand >>> shift) & 1)) >>> shift)
}
