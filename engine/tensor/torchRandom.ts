import { createMersenneTwister } from './mersenneTwister.ts'
import { toSeedBits } from './randomGenerator.ts'
import type { RandomGenerator } from './randomGenerator.ts'
import { logSingle, sineAndCosineSingle } from './singlePrecision.ts'

/** PyTorch fills tensors of at least this many elements in blocks of this size. */
const blockSize = 16
const twoPi = Math.fround(2 * Math.PI)

/**
 * The noise of `torch.randn` on a PyTorch CPU generator, bit for bit as its AVX2 and AVX-512 builds draw it, so that a
 * seed means what it means in other programs. Like PyTorch it seeds MT19937 with the low 32 bits of the seed.
 * Box & Muller 1958 turns pairs of uniform samples into pairs of normal ones.
 */
export function createTorchGenerator(seed: number | bigint): RandomGenerator {
  const nextBits = createMersenneTwister(Number(BigInt.asUintN(32, toSeedBits(seed))))
  /** In [0, 1), from the low 24 bits of one draw. */
  const uniformSingle = (): number => (nextBits() & 0xffffff) * 2 ** -24
  /** In [0, 1), from the low 53 bits of two draws, the first one on top. */
  const uniformDouble = (): number => {
    const high = nextBits() & 0x1fffff
    return (high * 2 ** 32 + nextBits()) * 2 ** -53
  }
  /** Small tensors are filled one by one, and the second sample of a pair waits here for the next element. */
  let waiting: number | undefined

  const one = (): number => {
    if (waiting !== undefined) {
      const sample = waiting
      waiting = undefined
      return sample
    }
    const angle = 2 * Math.PI * uniformDouble()
    const radius = Math.sqrt(-2 * Math.log1p(-uniformDouble()))
    waiting = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }

  return {
    normal: (count) => {
      if (count < blockSize) return Float32Array.from({ length: count }, one)
      const samples = new Float32Array(count)
      for (let i = 0; i < count; i++) samples[i] = uniformSingle()
      for (let i = 0; i + blockSize <= count; i += blockSize) toNormal(samples.subarray(i, i + blockSize))
      if (count % blockSize !== 0) {
        // The last block reaches back over samples that are already there and draws all of its own again.
        const last = samples.subarray(count - blockSize)
        for (let i = 0; i < blockSize; i++) last[i] = uniformSingle()
        toNormal(last)
      }
      return samples
    },
  }
}

/** Sixteen uniform samples to normal ones in place: element i is paired with element i + 8. */
function toNormal(block: Float32Array): void {
  const half = blockSize / 2
  for (let i = 0; i < half; i++) {
    const radius = Math.fround(Math.sqrt(-2 * logSingle(Math.fround(1 - block[i]!))))
    const [sine, cosine] = sineAndCosineSingle(Math.fround(twoPi * block[i + half]!))
    block[i] = radius * cosine
    block[i + half] = radius * sine
  }
}
