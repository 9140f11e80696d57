import { describe, expect, it } from 'vitest'
import { nameOfPicture } from './nameOfPicture.ts'

describe('nameOfPicture', () => {
  it.each([
    ['harbour', 'harbour'],
    ['harbour-41', 'harbour'],
    ['harbour-regional-41', 'harbour'],
    ['harbour-regional-41 (2)', 'harbour'],
    ['20260102-030405-0a1b2c-0001-two-cats-41', 'two-cats'],
    // Another seed and another method are the artist's.
    ['harbour-merge-7', 'harbour-merge-7'],
    ['-41', '-41'],
  ])('takes of %s what the artist called it: %s', (fileName, name) => {
    expect(nameOfPicture(fileName, { title: undefined, seed: 41, methods: ['regional'] })).toBe(name)
    expect(nameOfPicture(fileName, { title: ' ', seed: 41, methods: ['regional'] })).toBe(name)
  })

  it('is without the method that was chosen for it', () => {
    const methods = ['merge', 'regional', 'regional-rows']
    const nameOf = (fileName: string) => nameOfPicture(fileName, { title: undefined, seed: 41, methods })
    expect(['harbour-regional-41', 'harbour-regional-rows-41', 'harbour-41'].map(nameOf)).toEqual(
      Array(3).fill('harbour'),
    )
  })

  it('is the title of the project where it has one', () => {
    expect(nameOfPicture('harbour-41', { title: 'Two cats', seed: 41, methods: ['regional'] })).toBe('Two cats')
  })
})
