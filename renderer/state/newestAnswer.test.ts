import { expect, it } from 'vitest'
import { createNewestAnswer, type Asked } from './newestAnswer.ts'

const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

/** An answer that is given later. */
function held() {
  let resolve!: (answer: string) => void
  let reject!: (error: Error) => void
  const promise = new Promise<string>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

it('tells the answer to the last question alone, whichever comes first', async () => {
  const told: Asked<string>[] = []
  const { ask, end } = createNewestAnswer<string>((asked) => told.push(asked))
  const late = held()
  ask(() => late.promise)
  ask(() => Promise.resolve('second'))
  await settle()
  late.resolve('first')
  await settle()
  expect(told).toEqual([{}, {}, { answer: 'second' }])

  const fails = held()
  ask(() => fails.promise)
  ask(() => Promise.reject(new Error('No.')))
  fails.reject(new Error('Too late.'))
  await settle()
  expect(told.slice(3)).toMatchObject([{}, {}, { failure: { message: 'No.' } }])
  ask(() => Promise.resolve('third'))
  expect(told.at(-1)).toEqual({}) // what failed before is forgotten
  end()
  await settle()
  expect(told.at(-1)).toEqual({})
})
