import { expect, it } from 'vitest'
import { conceptSlugs } from './conceptSlugs.ts'

const slugs = (...names: string[]) => [
  ...conceptSlugs(names.map((name, index) => ({ id: `id${index}`, name }))).values(),
]

it('makes words for names of files of the names of concepts', () => {
  expect(slugs('Kiki', ' Bruno & the "Dog" ', '../etc/passwd', 'Bär 2', 'ねこ 🐈')).toEqual([
    ...['kiki', 'bruno-the-dog', 'etc-passwd', 'bär-2', 'ねこ'],
  ])
})

it('takes the id of a concept without a name, and always finds a word', () => {
  expect(slugs('  ', '🐈', '???')).toEqual(['id0', 'concept', 'concept-2'])
})

it('tells concepts apart whose names look alike', () => {
  expect(slugs('Cat', 'cat!', 'cat 2', 'CAT')).toEqual(['cat', 'cat-2', 'cat-2-2', 'cat-3'])
})

it('shortens long names, without tearing letters', () => {
  expect(slugs('猫'.repeat(99), `${'a'.repeat(31)} b`)).toEqual(['猫'.repeat(10), 'a'.repeat(31)])
})
