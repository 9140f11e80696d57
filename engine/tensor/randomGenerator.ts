import { assert } from '../errors/engineError.ts'

/** A seeded stream of Gaussian noise. Each draw continues where the last one stopped. */
export interface RandomGenerator {
  /** `count` samples of the standard normal distribution, in the order in which a tensor of that size is filled. */
  normal(count: number): Float32Array
}

/** A seed as the 64 bits that generators hold: a negative one wraps around, as it does in PyTorch. */
export function toSeedBits(seed: number | bigint): bigint {
  assert(typeof seed === 'bigint' || Number.isSafeInteger(seed), `the seed ${seed} is not a whole number`)
  return BigInt.asUintN(64, BigInt(seed))
}
