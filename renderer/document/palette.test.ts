import { describe, expect, it } from 'vitest'
import { createProject } from '../../engine/protocol/project.ts'
import { looksOf, nextColor, palette, patternPaths } from './palette.ts'

type Triple = readonly [number, number, number]
type Matrix = readonly [Triple, Triple, Triple]

/** Machado, Oliveira & Fernandes 2009, severity 1, for linear RGB. */
const sights: Readonly<Record<string, Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** Ottosson 2020: linear sRGB to cone responses, and their cube roots to OKLab. */
const toCones: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
]
const toLab: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
]

const times = (matrix: Matrix, [x, y, z]: Triple): Triple => {
  const row = ([a, b, c]: Triple) => a * x + b * y + c * z
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])]
}
const each = ([x, y, z]: Triple, change: (value: number) => number): Triple => [change(x), change(y), change(z)]
const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)

function labOf(color: string, sight: Matrix): Triple {
  const channel = (at: number) => linear(parseInt(color.slice(at, at + 2), 16) / 255)
  const seen = each(times(sight, [channel(1), channel(3), channel(5)]), (value) => Math.min(1, Math.max(0, value)))
  return times(toLab, each(times(toCones, seen), Math.cbrt))
}

const concept = (id: string, color?: string) => ({ id, name: id, ...(color && { color }) })
const conceptsOf = (...colors: (string | undefined)[]) =>
  createProject({ model: { path: '.' }, concepts: colors.map((color, index) => concept(`${index}`, color)) }).concepts

describe('palette', () => {
  it.each(Object.entries(sights))('keeps all colours apart in %s', (_, sight) => {
    const labs = palette.map(({ color }) => labOf(color, sight))
    for (const [index, a] of labs.entries()) {
      for (const b of labs.slice(0, index)) {
        expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(0.1)
      }
    }
  })

  it('has a pattern of its own for each colour', () => {
    expect(new Set(palette.map(({ pattern }) => pattern))).toEqual(new Set(Object.keys(patternPaths)))
    expect(new Set(Object.values(patternPaths)).size).toBe(palette.length)
  })

  it('never gives two concepts the same pattern, whatever their colours', () => {
    const concepts = conceptsOf('#dd6f23', '#dd6f23', undefined, '#123456', '#4cd2ab')
    const patterns = [...looksOf(concepts).values()].map(({ pattern }) => pattern)
    expect(new Set(patterns).size).toBe(concepts.length)
    expect(looksOf(concepts).get('3')?.color).toBe('#123456')
  })

  it('gives a colour of the palette the pattern that it is offered with, whatever colours came before', () => {
    const concepts = conceptsOf('#2a9d8f', '#8f5fbf', palette[0]!.color, palette[1]!.color)
    const patterns = [...looksOf(concepts).values()].map(({ pattern }) => pattern)
    expect(patterns.slice(2)).toEqual([palette[0]!.pattern, palette[1]!.pattern])
    expect(new Set(patterns).size).toBe(4)
  })

  it('takes colours in turn, and the least used one when all are taken', () => {
    expect(nextColor(conceptsOf(palette[0]!.color, palette[1]!.color))).toBe(palette[2]!.color)
    expect(nextColor(conceptsOf(...palette.map(({ color }) => color), palette[0]!.color))).toBe(palette[1]!.color)
  })
})
