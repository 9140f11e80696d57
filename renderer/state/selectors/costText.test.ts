import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CostEstimate } from '../../../engine/protocol/window/index.ts'
import { speak } from '../../i18n/language.ts'
import { costDetails, costLine } from './costText.ts'
import { bytesText, timeText } from './quantities.ts'

const always = (value: number) => ({ fewest: value, expected: value, most: value })
const estimate: CostEstimate = {
  method: { name: 'regional' },
  pictures: 1,
  steps: 20,
  rowsPerStep: always(2),
  updates: always(0),
  memory: { activations: 300e6, weights: 900e6 },
  time: { once: 400, picture: always(4200), total: always(4600) },
  warnings: [],
}
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

beforeAll(() => speak('en'))

describe('what a render takes, in a line', () => {
  it('says time, rows and memory', () => {
    expect(plain(costLine(i18next.t, estimate, 'en'))).toBe('about 4.2 s a picture · 2 rows a step · 1.2 GB')
  })

  it('gives ranges where the ends differ, and leaves out a time that nobody measured', () => {
    const { time: _, ...untimed } = estimate
    const wide = { ...untimed, rowsPerStep: { fewest: 1, expected: 1.4, most: 2 } }
    expect(plain(costLine(i18next.t, wide, 'en'))).toBe('1 – 2 rows a step · 1.2 GB')
    const slow = { ...estimate, time: { ...estimate.time!, picture: { fewest: 4100, expected: 9000, most: 130_000 } } }
    expect(plain(costLine(i18next.t, slow, 'en'))).toContain('about 4.1 s – 2 min 10 s a picture')
  })

  it('tells of all pictures and of updates only where there are several or any', () => {
    const names = (one: CostEstimate) => costDetails(i18next.t, one, 'en').map(([name]) => name)
    expect(names(estimate)).not.toContain('Updates of the latents')
    const many = names({ ...estimate, pictures: 4, updates: always(9) })
    expect(many).toEqual(expect.arrayContaining(['All 4 pictures', 'Updates of the latents']))
  })
})

describe('quantities', () => {
  it('have the places that an artist reads', () => {
    const times = [40, 420, 4240, 9960, 35_400, 60_000, 125_000, 720_000].map((time) => plain(timeText(time, 'en')))
    expect(times).toEqual(['0.1 s', '0.4 s', '4.2 s', '10 s', '35 s', '1 min', '2 min 5 s', '12 min'])
    expect([410.3e6, 0.99e9, 1.23e9].map((bytes) => plain(bytesText(bytes, 'de')))).toEqual([
      '410 MB',
      '1 GB',
      '1,2 GB',
    ])
  })
})
