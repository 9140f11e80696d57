import { beforeEach, describe, expect, it } from 'vitest'
import type { GalleryItem } from '../../../engine/protocol/window/index.ts'
import type { Stores } from '../stores.ts'
import { clientForTests, openedForTests, windowForTests } from '../windowForTests.ts'
import { followNewestPicture } from './backdrop.ts'
import { compareInBackdrop, comparisonObstacle, rememberShownPictures, toggleComparison } from './comparison.ts'
import { showDocument } from './documents.ts'
import { showInBackdrop } from './gallery.ts'

const opened = (documentId: string) => ({ ...openedForTests(), documentId, name: documentId })

let stores: Stores
let made = 0

beforeEach(async () => {
  stores = await windowForTests(clientForTests(), opened('first'))
  followNewestPicture(stores)
  rememberShownPictures(stores)
})

function finish(id: string, documentId: string, type = 'picture') {
  const createdAt = new Date(++made * 1000).toISOString()
  stores.host.setState(({ gallery }) => {
    const items = [{ id, type, documentId, createdAt } as GalleryItem, ...gallery.items]
    return { gallery: { ...gallery, items } }
  })
}
const compared = () => {
  const { pictureId, otherId } = stores.session.getState().backdrop
  return [pictureId, otherId]
}
const obstacle = () =>
  comparisonObstacle(stores.host.getState(), stores.session.getState(), stores.document.getState().documentId)

describe('the picture before', () => {
  it('is the one that was shown before, and a second press ends the comparison', () => {
    for (const id of ['a', 'b', 'c']) finish(id, 'first')
    showInBackdrop(stores, 'a')
    toggleComparison(stores)
    expect(compared()).toEqual(['a', 'c'])
    toggleComparison(stores)
    expect(compared()).toEqual(['a', undefined])
  })

  it('may be of another document, as after a picture was dropped on the window and rendered anew', () => {
    finish('a', 'first')
    showDocument(stores, opened('restored'))
    expect(obstacle()).toBe('nothing')
    finish('b', 'restored')
    expect(obstacle()).toBeUndefined()
    toggleComparison(stores)
    expect(compared()).toEqual(['b', 'a'])
  })

  it('is the next older one of the gallery where none was shown before, never the sheet of a comparison', () => {
    stores.session.getState().set({ backdrop: { ...stores.session.getState().backdrop, followsRender: false } })
    finish('old', 'other')
    finish('sheet', 'first', 'sheet')
    finish('a', 'first')
    toggleComparison(stores)
    expect(compared()).toEqual(['a', 'old'])
  })

  it('is missing where there is one picture alone, and that is said', () => {
    expect(obstacle()).toBe('nothing')
    finish('a', 'first')
    expect(obstacle()).toBe('alone')
    toggleComparison(stores)
    expect(compared()).toEqual(['a', undefined])
  })
})

describe('a picture that is chosen for a comparison', () => {
  it('lies beside the shown one', () => {
    for (const id of ['a', 'b', 'c']) finish(id, 'first')
    compareInBackdrop(stores, 'a')
    expect(compared()).toEqual(['c', 'a'])
  })

  it('is shown, with the one before, where it is the shown one or nothing is', () => {
    for (const id of ['a', 'b']) finish(id, 'first')
    compareInBackdrop(stores, 'b')
    expect(compared()).toEqual(['b', 'a'])
    showDocument(stores, opened('empty'))
    compareInBackdrop(stores, 'a')
    expect(compared()).toEqual(['a', 'b'])
  })
})
