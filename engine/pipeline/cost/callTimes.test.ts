import { expect, it } from 'vitest'
import { createTimesBook } from './callTimes.ts'

it('tells models apart by their contents', () => {
  const book = createTimesBook()
  book.of('one').set('step', 12)
  expect([book.of('one').get('step'), book.of('other').get('step')]).toEqual([12, undefined])
})

it('forgets the models that were asked for longest ago', () => {
  const book = createTimesBook()
  book.of('first').set('step', 1)
  book.of('second').set('step', 2)
  book.of('first')
  for (let other = 0; other < 15; other++) book.of(`other ${other}`)
  expect([book.of('first').get('step'), book.of('second').get('step')]).toEqual([1, undefined])
})
