import i18next from 'i18next'
import { beforeAll, expect, it } from 'vitest'
import type { CostEstimate } from '../../../engine/protocol/window/index.ts'
import { speak } from '../../i18n/language.ts'
import type { MethodCost } from '../askCost.ts'
import { comparisonLine, comparisonTime } from './comparisonCost.ts'

const always = (value: number) => ({ fewest: value, expected: value, most: value })
const cost = (time?: CostEstimate['time']): MethodCost => ({
  estimate: {
    method: { name: 'merge' },
    pictures: 1,
    steps: 20,
    rowsPerStep: always(2),
    updates: always(0),
    memory: { activations: 1, weights: 1 },
    ...(time && { time }),
    warnings: [],
  },
})
const merge = cost({ once: 500, picture: always(2000), total: always(2500) })
const composer = cost({ once: 1000, picture: { fewest: 5000, expected: 6000, most: 9000 }, total: always(1) })
const error: MethodCost = { error: { code: 'setting-invalid', message: 'No.', remedy: '' } }

beforeAll(() => speak('en'))
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

it('adds what is done once by each method and what each picture takes', () => {
  const costs = new Map([
    ['merge', merge],
    ['composer', composer],
    ['clora', error],
  ] as const)
  const time = comparisonTime(['merge', 'composer', 'clora'], costs, 2)
  expect(time).toEqual({ state: 'known', total: { fewest: 15_500, expected: 17_500, most: 23_500 } })
  expect(plain(comparisonLine(i18next.t, 6, time, 'en'))).toBe('6 pictures · about 16 s – 24 s')
})

it('says what is not known yet', () => {
  const costs = new Map([['merge', cost()]] as const)
  expect(comparisonTime(['merge', 'regional'], costs, 1)).toEqual({ state: 'pending' })
  const untimed = comparisonTime(['merge'], costs, 1)
  expect(comparisonLine(i18next.t, 1, untimed, 'en')).toBe('1 picture · the time was not measured yet')
})
