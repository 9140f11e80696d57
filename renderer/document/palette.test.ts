import { describe, expect, it } from 'vitest'
import { createProject } from '../../engine/protocol/project.ts'
import { colorDistance, everySight, leastDistance } from './colorDistance.ts'
import { looksOf, nextColor, palette, patternPaths } from './palette.ts'

const concept = (id: string, color?: string) => ({ id, name: id, ...(color && { color }) })
const conceptsOf = (...colors: (string | undefined)[]) =>
  createProject({ model: { path: '.' }, concepts: colors.map((color, index) => concept(`${index}`, color)) }).concepts

describe('palette', () => {
  it.each(everySight)('keeps all colours apart in %s sight', (sight) => {
    for (const [index, { color }] of palette.entries()) {
      for (const other of palette.slice(0, index)) {
        expect(colorDistance(color, other.color, sight)).toBeGreaterThan(0.1)
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

  it('begins with its first colour, and takes the least used one when all are taken', () => {
    expect(nextColor([])).toBe(palette[0]!.color)
    expect(nextColor(conceptsOf(...palette.map(({ color }) => color), palette[0]!.color))).toBe(palette[1]!.color)
  })

  it('takes the free colour that is furthest from those in use, which need not be of the palette', () => {
    const beside = (...colors: (string | undefined)[]) => nextColor(conceptsOf(...colors))
    expect(beside('#1f9e8f', '#8a5cc2')).not.toBe(palette[0]!.color) // teal, where mint is the first one
    const inUse: string[] = []
    for (const _ of palette) inUse.push(beside(...inUse))
    expect(new Set(inUse)).toEqual(new Set(palette.map(({ color }) => color)))
    for (const { color } of palette) {
      const next = beside(color.toUpperCase())
      const distances = palette.map((other) => leastDistance(color, other.color))
      expect(leastDistance(color, next)).toBe(Math.max(...distances))
    }
    expect(beside(undefined)).toBe(beside(palette[0]!.color)) // as a concept without a colour is shown
  })
})
