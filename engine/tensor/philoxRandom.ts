import { toSeedBits } from './randomGenerator.ts'
import type { RandomGenerator } from './randomGenerator.ts'

type Words = readonly [number, number, number, number]

const rounds = 10
const multipliers = [0xd2511f53, 0xcd9e8d57] as const
/** How the key advances from round to round: fractions of the golden ratio and of √3 - 1. */
const weylIncrements = [0x9e3779b9, 0xbb67ae85] as const

/** The high and the low 32 bits of a product of two 32-bit words. */
function multiplyWide(a: number, b: number): [high: number, low: number] {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const lowest = aLow * bLow
  const crossed = aHigh * bLow + (lowest >>> 16)
  const carried = aLow * bHigh + (crossed % 0x10000)
  const high = aHigh * bHigh + Math.floor(crossed / 0x10000) + Math.floor(carried / 0x10000)
  return [high >>> 0, Math.imul(a, b) >>> 0]
}

/**
 * Philox 4x32-10: 128 random bits for a 128-bit counter and a 64-bit key
 * (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", §3.3). Lowest words first.
 */
export function philox4x32(counter: Words, key: readonly [number, number]): Words {
  let [a, b, c, d] = counter
  let [keyLow, keyHigh] = key
  for (let round = 0; round < rounds; round++) {
    const [highA, lowA] = multiplyWide(a, multipliers[0])
    const [highC, lowC] = multiplyWide(c, multipliers[1])
    a = (highC ^ b ^ keyLow) >>> 0
    b = lowC
    c = (highA ^ d ^ keyHigh) >>> 0
    d = lowA
    keyLow = (keyLow + weylIncrements[0]) >>> 0
    keyHigh = (keyHigh + weylIncrements[1]) >>> 0
  }
  return [a, b, c, d]
}

const unit = Math.fround(2 ** -32)
const turn = Math.fround(unit * Math.fround(2 * Math.PI))

/**
 * The noise of `torch.randn` on an NVIDIA GPU, computed here: cuRAND's Philox with one subsequence for each element and
 * one counter tick for each draw, of whose four words the first two make one normal sample (Box & Muller 1958, the sine
 * half). A tensor of more elements than the GPU has threads would be filled in another order there (the smallest such
 * size is above 65536 elements, the latents of 1024 x 1024 pixels, on the cards that run these models).
 */
export function createPhiloxGenerator(seed: number | bigint): RandomGenerator {
  const bits = toSeedBits(seed)
  const key = [Number(bits & 0xffffffffn), Number(bits >> 32n)] as const
  let draw = 0

  return {
    normal: (count) => {
      const samples = new Float32Array(count)
      for (let i = 0; i < count; i++) {
        const [first, second] = philox4x32([draw, 0, i, 0], key)
        const radius = Math.sqrt(-2 * Math.log(first * unit + unit / 2))
        samples[i] = radius * Math.sin(second * turn + turn / 2)
      }
      draw += 1
      return samples
    },
  }
}
