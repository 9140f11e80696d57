import { expect, it } from 'vitest'
import type { WindowClient } from '../clients/windowClient.ts'
import { createMatchStore, matchKey } from './matchStore.ts'

/** A host that takes every adapter, and remembers what it was asked. */
function acceptingHost() {
  const asked: string[][] = []
  const client = {
    call: (_method: string, { ids }: { ids: string[] }) => {
      asked.push(ids)
      return Promise.resolve({
        matches: ids.map((id) => ({ type: 'applies', id, applied: 1, layers: 1, skipped: [] })),
      })
    },
  } as unknown as WindowClient
  return { asked, store: createMatchStore(client) }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

it('asks once for what several want, in one question', async () => {
  const { asked, store } = acceptingHost()
  store.getState().ask('m', ['a', 'b'])
  store.getState().ask('m', ['b', 'c'])
  await settled()
  store.getState().ask('m', ['a', 'c'])
  await settled()
  expect(asked).toEqual([['a', 'b', 'c']])
  expect(store.getState().matches.get(matchKey('m', 'c'))).toMatchObject({ type: 'applies' })
})

it('asks again for files that have changed', async () => {
  const { asked, store } = acceptingHost()
  store.getState().ask('m', ['a', 'b'])
  await settled()
  store.getState().forget(['a'])
  expect(store.getState().matches.has(matchKey('m', 'a'))).toBe(false)
  store.getState().ask('m', ['a', 'b'])
  await settled()
  expect(asked.at(-1)).toEqual(['a'])
})

it('splits what is too much for one question', async () => {
  const { asked, store } = acceptingHost()
  store.getState().ask(
    'm',
    Array.from({ length: 450 }, (_, index) => `${index}`),
  )
  await settled()
  await settled()
  expect(asked.map((ids) => ids.length)).toEqual([200, 200, 50])
})
