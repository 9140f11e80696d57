import { describe, expect, it } from 'vitest'
import { createPhiloxGenerator, philox4x32 } from './philoxRandom.ts'

const ones = 0xffffffff

// The known answers that the authors publish with Random123, rows `philox4x32 10`.
const knownAnswers = [
  {
    counter: [0, 0, 0, 0],
    key: [0, 0],
    output: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  },
  {
    counter: [ones, ones, ones, ones],
    key: [ones, ones],
    output: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    output: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
] as const

describe('philox4x32', () => {
  it.each(knownAnswers)('gives the published words for counter $counter', ({ counter, key, output }) => {
    expect(philox4x32(counter, key)).toEqual(output)
  })
})

describe('createPhiloxGenerator', () => {
  it('gives what torch.randn gives on an NVIDIA GPU for seed 0', () => {
    const published = [-0.9247, -0.4253, -2.6438, 0.1452, -0.1209, -0.5797, -0.6229, -0.3284, -1.0745, -0.3631]
    const drawn = createPhiloxGenerator(0).normal(published.length)
    for (const [i, sample] of published.entries()) expect(drawn[i]).toBeCloseTo(sample, 3)
  })

  it('repeats itself for a seed, differs between draws and uses all 64 bits of the seed', () => {
    const generator = createPhiloxGenerator(5)
    const first = generator.normal(100)
    expect(generator.normal(100)).not.toEqual(first)
    expect(createPhiloxGenerator(5n).normal(100)).toEqual(first)
    expect(createPhiloxGenerator(2n ** 32n + 5n).normal(100)).not.toEqual(first)
  })

  it('is normally distributed', () => {
    const count = 65536
    const samples = createPhiloxGenerator(123).normal(count)
    const mean = samples.reduce((sum, sample) => sum + sample, 0) / count
    const variance = samples.reduce((sum, sample) => sum + (sample - mean) ** 2, 0) / count
    const withinOne = samples.filter((sample) => Math.abs(sample) < 1).length / count
    expect(Math.abs(mean)).toBeLessThan(0.015)
    expect(Math.abs(variance - 1)).toBeLessThan(0.02)
    expect(Math.abs(withinOne - 0.6827)).toBeLessThan(0.008)
  })
})
