import { afterAll, beforeAll, expect, it } from 'vitest'
import { speak, t } from '../../i18n/language.ts'
import { jobText, usedMethodText } from './jobText.ts'

beforeAll(() => speak('en'))
afterAll(() => speak('en'))

const inRow = (first: number, count: number) => ({ count, first: [first], areInRow: true })

it('says by which method, with which seeds and for how many pictures a job is', () => {
  expect([
    jobText({ methods: ['regional'], seeds: inRow(7, 1), pictures: 1 }, t),
    jobText({ methods: ['auto'], seeds: inRow(4, 9), pictures: 9 }, t),
    jobText({ methods: ['merge', 'switch', 'clora'], seeds: inRow(7, 1), pictures: 3 }, t),
  ]).toEqual([
    'Regions in one pass · seed 7 · 1 picture',
    'Automatic · seeds 4–12 · 9 pictures',
    '3 methods · seed 7 · 3 pictures',
  ])
})

it('says which method of a comparison is at work', () => {
  const methods = ['merge', 'regional', 'composer', 'clora']
  expect(usedMethodText('regional', { methods, methodNumber: 2 }, t)).toBe('Regions in one pass, method 2 of 4')
  expect(usedMethodText('regional', { methods: ['auto'] }, t)).toBe('Method: Regions in one pass')
})

it('names the seeds of a list, and of a long one how many more there are', async () => {
  const listed = (count: number, first: number[]) => ({
    methods: ['merge'],
    seeds: { count, first, areInRow: false },
    pictures: count,
  })
  expect(jobText(listed(3, [7, 42, 99]), t)).toBe('LoRA Merge · seeds 7, 42, 99 · 3 pictures')
  expect(jobText(listed(9, [7, 42, 99, 3]), t)).toBe('LoRA Merge · seeds 7, 42, 99, 3 and 5 more · 9 pictures')
  await speak('de')
  expect(jobText(listed(9, [7, 42, 99, 3]), t)).toBe('LoRA Merge · Seeds 7, 42, 99, 3 und 5 weitere · 9 Bilder')
})
