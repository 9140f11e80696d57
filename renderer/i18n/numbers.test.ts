import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readNumber } from '../ui/numbers.ts'
import { speak } from './language.ts'
import { countText, decimalText, percentText } from './numbers.ts'

const plain = (text: string) => text.replaceAll(/\s/g, ' ')

describe('numbers in German', () => {
  beforeEach(() => speak('de'))
  afterEach(() => speak('en'))

  it('have a comma, and signs between thousands only where nobody types', () => {
    expect([decimalText(0.8), decimalText(-1234.5), countText(12345), plain(percentText(0.45))]).toEqual([
      '0,8',
      '-1234,5',
      '12.345',
      '45 %',
    ])
  })

  it.each([0, 0.8, -0.05, 1234.5678, 8192])('are read again by fields: %d', (value) => {
    expect(readNumber(decimalText(value))).toBe(value)
  })
})

it('have a point in English', async () => {
  await speak('en')
  expect([decimalText(0.8), countText(12345), percentText(0.45)]).toEqual(['0.8', '12,345', '45%'])
})
