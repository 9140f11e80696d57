import { describe, expect, it } from 'vitest'
import type { ComparedMethod } from '../protocol/compareEvents.ts'
import { compareMarkdown, compareTable, describeSeconds } from '../pipeline/compare/compareTable.ts'
import { formatCompareTable } from './compareReporter.ts'
import { describeRange } from './costReport.ts'
import { parseMethods, parseSeeds } from './optionValues.ts'

const none = { calls: 0, rows: 0 }
const picture = { seed: 1, path: '/out/scene-merge-1.png', milliseconds: 6240, losses: [] }
const concept = { conceptId: 'a', name: 'A', presence: 0.4, found: true, bleed: 0.25 }

const merge: ComparedMethod = {
  label: 'merge',
  method: { name: 'merge' },
  pictures: [
    { ...picture, concepts: [concept, { ...concept, conceptId: 'b', presence: 0.02, found: false, bleed: 0 }] },
  ],
  passes: { whole: { calls: 20, rows: 40 }, stored: none, firstBlock: none, reading: none, gradient: none },
  peakBytes: 402_653_184,
}
const clora: ComparedMethod = {
  ...merge,
  label: 'clora',
  pictures: [
    { ...picture, milliseconds: 21_000, losses: [2, 1.5] },
    { ...picture, seed: 2, milliseconds: 23_000, losses: [4, 3, 2.5] },
  ],
  passes: { ...merge.passes!, reading: { calls: 14, rows: 42 }, gradient: { calls: 13.5, rows: 40.5 } },
}
const failed: ComparedMethod = {
  label: 'regional',
  method: { name: 'regional' },
  pictures: [],
  failure: { code: 'setting-invalid', message: 'The concept has no words.', remedy: 'Say what belongs there.' },
}

describe('the table of a comparison', () => {
  it('aligns numbers, marks what there is not and gives reasons below', () => {
    expect(formatCompareTable(compareTable([merge, clora, failed], 20))).toEqual([
      'method      time  rows/step  UNet calls  readings  backward    memory   found  presence  bleed         loss',
      'merge      6.2 s          2          20         –         –  402.7 MB  1 of 2      0.21   0.25            –',
      'clora       22 s          2          20        42      40.5  402.7 MB       –         –      –  3.00 → 2.00',
      'regional  failed          –           –         –         –         –       –         –      –            –',
      '',
      'regional failed: The concept has no words.',
      'Say what belongs there.',
    ])
  })

  it.each([80, 60, 40])('fits a terminal of %i columns', (columns) => {
    const lines = formatCompareTable(compareTable([merge, clora], 20), columns)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns)
    expect(lines.join('\n')).toMatch(/time/)
    expect(lines.join('\n')).toMatch(/presence/)
  })

  it('lists methods one by one in a terminal that is narrower still', () => {
    expect(formatCompareTable(compareTable([merge], 20), 20).slice(0, 3)).toEqual([
      'merge',
      '  time        6.2 s',
      '  rows/step   2',
    ])
  })

  it('takes from names what is Markdown', () => {
    const text = compareMarkdown('A | *B*', '', 'a b.png', [{ ...merge, label: 'merge <x>' }], 20)
    expect(text).toContain('# A \\| \\*B\\*')
    expect(text).toContain('| merge \\<x\\> |')
    expect(text).toContain('![Pictures by method and seed](<a b.png>)')
  })
})

it('reads seeds as lists and ranges', () => {
  expect([parseSeeds('7'), parseSeeds('1..4'), parseSeeds('1,5, 9'), parseSeeds('1..3,7')]).toEqual([
    [7],
    [1, 2, 3, 4],
    [1, 5, 9],
    [1, 2, 3, 7],
  ])
  for (const text of ['', '1,', 'a', '1.5', '1...4', '-1', '1-4']) {
    expect(() => parseSeeds(text)).toThrow('seeds such as 1,5,9')
  }
  expect(() => parseSeeds('9..4')).toThrow('write 4..9')
  expect(() => parseSeeds('1..3,2')).toThrow('The seed 2 stands twice')
  expect(() => parseSeeds('0..9007199254740991')).toThrow('more than 10000')
})

it('reads methods with their settings', () => {
  expect(parseMethods('merge, composer:fidelity=faithful:losses.fill=0.5:losses.region=0:updates=false')).toEqual([
    { label: 'merge', name: 'merge', settings: {} },
    {
      label: 'composer fidelity=faithful losses.fill=0.5 losses.region=0 updates=false',
      name: 'composer',
      settings: { fidelity: 'faithful', losses: { fill: 0.5, region: 0 }, updates: false },
    },
  ])
  for (const text of ['', 'merge,', 'Merge', 'merge=1'])
    expect(() => parseMethods(text)).toThrow('such as merge,regional')
  for (const text of ['merge:x', 'merge:=1', 'merge:x=', 'merge:__proto__.x=1']) {
    expect(() => parseMethods(text)).toThrow('is no setting of merge')
  }
})

it('says ranges from the smaller to the larger number, and one number where they are equal', () => {
  const describe = (value: number) => `${value}`
  expect(describeRange({ fewest: 18, expected: 9, most: 0 }, describe)).toBe('0 to 18')
  expect(describeRange({ fewest: 4, expected: 4, most: 4 }, describe)).toBe('4')
})

it.each([
  [310, '0.31 s'],
  [6240, '6.2 s'],
  [9990, '10.0 s'],
  [42_400, '42 s'],
])('says %d ms in seconds', (milliseconds, text) => {
  expect(describeSeconds(milliseconds)).toBe(text)
})
