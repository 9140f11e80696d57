import { expect, it, vi } from 'vitest'
import type { MethodName } from '../../engine/protocol/project.ts'
import type { MethodCost } from './askCost.ts'
import { createCompareCosts, type CompareCosts } from './compareCosts.ts'

const always = (value: number) => ({ fewest: value, expected: value, most: value })
const timed = (picture: number | undefined): MethodCost => ({
  estimate: {
    method: { name: 'merge' },
    pictures: 1,
    steps: 20,
    rowsPerStep: always(2),
    updates: always(0),
    memory: { activations: 1, weights: 1 },
    ...(picture !== undefined && { time: { once: 1, picture: always(picture), total: always(picture + 1) } }),
    warnings: [],
  },
})

function costsInHand() {
  const asked: MethodName[] = []
  const waiting: ((cost: MethodCost | 'cancelled') => void)[] = []
  const told: CompareCosts[] = []
  const costs = createCompareCosts({
    ask: (method) => {
      asked.push(method)
      return new Promise((resolve) => waiting.push(resolve))
    },
    tell: (known) => told.push(known),
    pause: 1,
  })
  const answer = async (cost: MethodCost | 'cancelled') => {
    await vi.waitUntil(() => waiting.length > 0)
    waiting.shift()!(cost)
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { ...costs, asked, told, answer }
}

it('asks one method after the other, and each but once', async () => {
  const { want, asked, told, answer } = costsInHand()
  want(['merge', 'regional'])
  expect(asked).toEqual(['merge'])
  await answer(timed(5))
  await answer(timed(9))
  want(['merge', 'regional', 'composer'])
  await answer({ error: { code: 'setting-invalid', message: 'No.', remedy: '' } })
  expect(asked).toEqual(['merge', 'regional', 'composer'])
  expect([...told.at(-1)!.keys()]).toEqual(['merge', 'regional', 'composer'])
})

it('goes on with what is wanted last', async () => {
  const { want, asked, told, answer } = costsInHand()
  want(['merge', 'composer', 'clora'])
  await answer(timed(5))
  want(['merge', 'regional'])
  await answer(timed(7)) // of LoRA-Composer, which nobody wants any more
  await answer(timed(9))
  expect(asked).toEqual(['merge', 'composer', 'regional'])
  expect(told.at(-1)!.get('regional')).toEqual(timed(9))
})

it('does not begin a question anew that is out already', async () => {
  const { want, asked, answer } = costsInHand()
  want(['regional'])
  want(['merge', 'regional'])
  await answer(timed(9))
  await answer(timed(5))
  expect(asked).toEqual(['regional', 'merge'])
})

it('asks again where another question came before, or the engine had no time to measure', async () => {
  const { want, asked, told, answer } = costsInHand()
  want(['merge'])
  await answer('cancelled')
  await answer(timed(undefined))
  await answer(timed(5))
  expect(asked).toEqual(['merge', 'merge', 'merge'])
  expect(told.at(-1)!.get('merge')).toEqual(timed(5))
})

it('asks and tells nothing after its end', async () => {
  const { want, end, asked, told, answer } = costsInHand()
  want(['merge', 'regional'])
  end()
  await answer(timed(5))
  expect([asked, told]).toEqual([['merge'], []])
})
