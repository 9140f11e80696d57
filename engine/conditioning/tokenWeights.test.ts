import { describe, expect, it } from 'vitest'
import { relativeL2 } from '../testing/closeness.ts'
import { weightEmbeddings } from './tokenWeights.ts'

const tokens = 77
const width = 12
const embeddings = Float32Array.from({ length: tokens * width }, (_, index) => Math.sin(index * 1.7) + 0.3)
const mean = (numbers: Float32Array) => numbers.reduce((total, number) => total + number, 0) / numbers.length

describe('weightEmbeddings', () => {
  it('returns the embeddings themselves where every weight is 1', () => {
    expect(weightEmbeddings(embeddings, new Float32Array(tokens).fill(1))).toBe(embeddings)
  })

  it('keeps the mean and the ratios between tokens, and leaves its input alone', () => {
    const before = embeddings.slice()
    const weights = new Float32Array(tokens).fill(1)
    weights[3] = 1.5
    weights[4] = 0.25
    const weighted = weightEmbeddings(embeddings, weights)
    expect(embeddings).toEqual(before)
    expect(mean(weighted)).toBeCloseTo(mean(embeddings), 6)
    const factor = weighted[0]! / embeddings[0]!
    expect(factor).not.toBe(1)
    const expected = embeddings.map((element, index) => element * weights[Math.floor(index / width)]! * factor)
    expect(relativeL2(weighted, expected)).toBeLessThan(1e-6)
  })

  it('computes a small case as by hand', () => {
    const weighted = weightEmbeddings(Float32Array.of(1, 3, 2, 2), Float32Array.of(1, 2))
    expect([...weighted]).toEqual([1, 3, 4, 4].map((element) => Math.fround((element * 8) / 12)))
  })

  it('undoes a weight that all tokens share', () => {
    expect(relativeL2(weightEmbeddings(embeddings, new Float32Array(tokens).fill(1.4)), embeddings)).toBeLessThan(1e-6)
  })

  it('stays finite where the weights make the mean 0', () => {
    expect([...weightEmbeddings(Float32Array.of(1, 1), Float32Array.of(1, -1))]).toEqual([1, -1])
    expect([...weightEmbeddings(Float32Array.of(1, 1), Float32Array.of(0, 0))]).toEqual([0, 0])
  })

  it('refuses arrays that do not belong together', () => {
    expect(() => weightEmbeddings(new Float32Array(10), new Float32Array(3))).toThrow(/Bug/)
  })
})
