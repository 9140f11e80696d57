import { expect, it } from 'vitest'
import { createDeviceQueue } from './deviceQueue.ts'

const never = new AbortController().signal

it('lets one in after the other, in the order in which they came', async () => {
  const queue = createDeviceQueue()
  const order: number[] = []
  const work = async (number: number) => {
    const leave = await queue.enter(never)
    order.push(number)
    await new Promise((resolve) => setTimeout(resolve, 5 - number))
    order.push(-number)
    leave()
  }
  await Promise.all([work(1), work(2), work(3)])
  expect(order).toEqual([1, -1, 2, -2, 3, -3])
})

it('lets go of one that is cancelled while it waits, and keeps the order of the others', async () => {
  const queue = createDeviceQueue()
  const leave = await queue.enter(never)
  const cancelled = new AbortController()
  const second = queue.enter(cancelled.signal)
  let isThirdIn = false
  const third = queue.enter(never).then((done) => {
    isThirdIn = true
    return done
  })
  cancelled.abort(new Error('enough'))
  await expect(second).rejects.toThrow('enough')
  expect(isThirdIn).toBe(false)
  leave()
  ;(await third)()
  expect(isThirdIn).toBe(true)
})
