import { expect, it } from 'vitest'
import type { GalleryItem, PictureMaps } from '../../engine/protocol/window/index.ts'
import type { WindowClient } from '../clients/windowClient.ts'
import { createMapSource } from './mapSource.ts'

const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

it('asks again when a picture of a comparison has been read', async () => {
  let answer: PictureMaps = {}
  const call = () => Promise.resolve(answer)
  const maps = createMapSource({ call } as unknown as WindowClient, () => undefined)
  const picture = { id: 'p' } as GalleryItem
  maps.of(picture)
  await settle()
  expect(maps.of(picture)).toEqual({})
  answer = { found: [{ conceptId: 'a', width: 1, height: 1, max: 1, bytes: 'AA==' }] }
  const read: GalleryItem = { ...picture, concepts: [] }
  maps.of(read)
  await settle()
  expect(maps.of(read)).toEqual(answer)
})

it('asks for maps that could not be had once, and again when the line is back', async () => {
  let isLost = true
  let asked = 0
  const found = [{ conceptId: 'a', width: 1, height: 1, max: 1, bytes: 'AA==' }]
  const call = () => {
    asked += 1
    return isLost ? Promise.reject(new Error('lost')) : Promise.resolve({ found })
  }
  let looks = 0
  const maps = createMapSource({ call } as unknown as WindowClient, () => (looks += 1))
  const picture = { id: 'p' } as GalleryItem
  expect(maps.of(picture)).toBeUndefined()
  await settle()
  expect(maps.of(picture)).toBeUndefined()
  expect(asked).toBe(1)
  isLost = false
  maps.askAgain()
  expect(looks).toBe(2)
  maps.of(picture)
  await settle()
  expect(maps.of(picture)).toEqual({ found })
  expect(asked).toBe(2)
})
