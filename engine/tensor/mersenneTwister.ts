const stateSize = 624
const middle = 397

/**
 * MT19937 (Matsumoto & Nishimura 1998, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random
 * number generator", with the initialisation of 2002). Returns the function that draws the next 32 bits.
 */
export function createMersenneTwister(seed: number): () => number {
  const state = new Uint32Array(stateSize)
  state[0] = seed
  for (let i = 1; i < stateSize; i++) {
    const previous = state[i - 1]!
    state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i
  }
  let position = stateSize

  return () => {
    if (position === stateSize) {
      twist(state)
      position = 0
    }
    let bits = state[position++]!
    bits ^= bits >>> 11
    bits ^= (bits << 7) & 0x9d2c5680
    bits ^= (bits << 15) & 0xefc60000
    bits ^= bits >>> 18
    return bits >>> 0
  }
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < stateSize; i++) {
    const joined = (state[i]! & 0x80000000) | (state[(i + 1) % stateSize]! & 0x7fffffff)
    state[i] = state[(i + middle) % stateSize]! ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0)
  }
}
