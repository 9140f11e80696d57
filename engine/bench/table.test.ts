import { describe, expect, it } from 'vitest'
import { formatMegabytes, formatMilliseconds, formatOverhead, formatTable } from './table.ts'

describe('a table', () => {
  it('aligns its first column to the left and the others to the right', () => {
    const rows = [
      ['open', '4 ms', '9 ms'],
      ['text encoder', '120 ms', '1.20 s'],
    ]
    expect(formatTable({ title: 'Starter', columns: ['', 'min', 'median'], rows })).toBe(
      [
        'Starter',
        '',
        '                 min  median',
        '------------  ------  ------',
        'open            4 ms    9 ms',
        'text encoder  120 ms  1.20 s',
      ].join('\n'),
    )
  })
})

describe('numbers', () => {
  it.each([
    [0.4213, '0.42 ms'],
    [0.996, '1.0 ms'],
    [8.34, '8.3 ms'],
    [9.96, '10 ms'],
    [412.4, '412 ms'],
    [999.6, '1.00 s'],
    [2311, '2.31 s'],
    [9996, '10.0 s'],
  ])('%f milliseconds are written %s', (milliseconds, text) => {
    expect(formatMilliseconds(milliseconds)).toBe(text)
  })

  it.each([
    [undefined, '-'],
    [87.6, '88 MB'],
    [999.6, '1.00 GB'],
    [3438, '3.44 GB'],
  ])('%s megabytes are written %s', (megabytes, text) => {
    expect(formatMegabytes(megabytes)).toBe(text)
  })

  it('of overhead show their sign', () => {
    expect([0.031, -0.004, 0].map(formatOverhead)).toEqual(['+3.1 %', '−0.4 %', '+0.0 %'])
  })
})
