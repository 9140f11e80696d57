import { readFile } from 'node:fs/promises'
import { CommanderError } from 'commander'
import { expect, it } from 'vitest'
import { EngineError, errorCodes } from '../errors/engineError.ts'
import { skippedByReason } from './adapterReport.ts'
import { describeDuration } from './durations.ts'
import { exitCodeOf } from './exitCodes.ts'
import { formatFacts, formatTable } from './info/columns.ts'
import { parseCache, parseSize, parseWholeNumber } from './optionValues.ts'
import { plainText, shortened } from './plainText.ts'
import { describeStep } from './progressBar.ts'
import { describeReadConcept } from './readConceptReport.ts'
import { describeCache } from './renderReporters.ts'
import { describeFailure } from './reportFailure.ts'

it.each([
  [0.4, '0 ms'],
  [310.2, '310 ms'],
  [999.6, '1.0 s'],
  [6_240, '6.2 s'],
  [9_960, '10 s'],
  [59_600, '1 min 0 s'],
  [192_000, '3 min 12 s'],
  [3_599_700, '1 h 0 min'],
  [3_900_000, '1 h 5 min'],
])('describes %d ms as %s', (milliseconds, text) => {
  expect(describeDuration(milliseconds)).toBe(text)
})

it('takes from text of others what commands a terminal', () => {
  expect(plainText(' a\n\u001b[31mred\u001b[0m \u202etxet\u0007 ')).toBe('a \ufffd[31mred\ufffd[0m \ufffdtxet\ufffd')
  expect(shortened('猫猫猫猫', 3)).toBe('猫猫…')
})

it('reads whole numbers and sizes, and nothing that is nearly one', () => {
  expect([parseWholeNumber('0'), parseWholeNumber('9007199254740991')]).toEqual([0, 9007199254740991])
  for (const text of ['', '-1', '1.5', '1e3', '0x10', ' 7', '9007199254740993']) {
    expect(() => parseWholeNumber(text)).toThrow('a whole number')
  }
  expect([parseSize('512x768'), parseSize('64X72')]).toEqual([
    { width: 512, height: 768 },
    { width: 64, height: 72 },
  ])
  for (const text of ['512', '512x', '512 x 768', '-8x8', '8x8x8']) expect(() => parseSize(text)).toThrow('512x768')
})

it('reads feature caches', () => {
  const caches = ['off', 'uniform', 'uniform:4', 'non-uniform:2', 'first-block', 'first-block:.05'].map(parseCache)
  expect(caches).toEqual([
    { type: 'off' },
    { type: 'uniform' },
    { type: 'uniform', interval: 4 },
    { type: 'non-uniform', interval: 2 },
    { type: 'first-block' },
    { type: 'first-block', threshold: 0.05 },
  ])
  for (const text of ['', 'on', 'off:3', 'uniform:', 'uniform:0.5', 'first-block:a', 'uniform:3:4']) {
    expect(() => parseCache(text)).toThrow('uniform:3')
  }
})

it('says what a feature cache did', () => {
  const cache = { computedRows: 14, reusedRows: 26, oldestFeature: 3, saving: 0.376 }
  const text = 'feature cache: 26 of 40 rows from stored features up to 3 steps old, about 38 % of the time saved'
  expect(describeCache(cache)).toBe(text)
  expect(describeCache({ ...cache, oldestFeature: 1, saving: -0.02 })).toBe(
    'feature cache: 26 of 40 rows from stored features of the step before, no time saved',
  )
  expect(describeCache({ computedRows: 1, reusedRows: 0, oldestFeature: 0, saving: 0 })).toBe(
    'feature cache: none of 1 row from stored features',
  )
})

it('says what a picture shows of a concept in a line', () => {
  const kiki = { conceptId: 'k', name: 'Kiki', presence: 0.516, found: true, bleed: 0.004, sentence: 'Kiki is there.' }
  expect(describeReadConcept(kiki)).toBe('Kiki is there (presence 0.52)')
  expect(describeReadConcept({ ...kiki, bleed: 0.25 })).toBe('Kiki is there (presence 0.52, bleed 0.25)')
  const absent = { ...kiki, found: false, presence: 0.08, bleed: 0, sentence: 'Ki\u001b[1mki is not\nthere.' }
  expect(describeReadConcept(absent)).toBe('Ki\ufffd[1mki is not there (presence 0.08)')
})

it('aligns columns, letters of two columns included', () => {
  expect(
    formatTable([
      ['a', 'b'],
      ['猫', 'c'],
      ['long', 'd'],
    ]),
  ).toEqual(['a     b', '猫    c', 'long  d'])
  expect(
    formatFacts([
      ['name', 'x'],
      ['none', undefined],
      ['lines', ['1', '2']],
    ]),
  ).toEqual(['name   x', 'lines  1', '       2'])
})

it('groups skipped layers by reason, the most frequent first', () => {
  const skipped = ['a', 'b', 'c', 'd'].map((layer) => ({ layer, reason: 'has no such layer' }))
  expect(skippedByReason([{ layer: 'x', reason: 'has a bias' }, ...skipped])).toEqual([
    '4 skipped: has no such layer (a, b, c and 1 more)',
    '1 skipped: has a bias (x)',
  ])
})

it('says how far a render is and how long it takes', () => {
  const step = { type: 'step', picture: 2, pictures: 4, step: 7, steps: 20, milliseconds: 310 } as const
  const text = describeStep({ ...step, millisecondsLeft: 42_000 })
  expect(text).toBe('picture 2 of 4, step 7 of 20, 310 ms/step, 42 s left')
  const last = describeStep({ ...step, picture: 1, pictures: 1, step: 20, millisecondsLeft: 0 })
  expect(last).toBe('step 20 of 20, 310 ms/step')
})

it('tells bugs from errors of use and of files', () => {
  const exitCodes = [
    new TypeError('x is not a function'),
    new CommanderError(1, 'commander.unknownCommand', "error: unknown command 'x'"),
    new EngineError('disk-full', 'The disk is full.', 'Make room.'),
  ].map((error) => describeFailure(error).exitCode)
  expect(exitCodes).toEqual([1, 64, 4])
})

it('documents the exit code of every error', async () => {
  const text = await readFile(new URL('../../docs/command-line.md', import.meta.url), 'utf8')
  const rows = text.split('\n').filter((line) => /^\| \d+ /.test(line))
  const documented = errorCodes.map((code) => rows.find((row) => row.includes(`\`${code}\``))?.match(/\d+/)?.[0])
  expect(documented).toEqual(errorCodes.map((code) => String(exitCodeOf(code))))
})
