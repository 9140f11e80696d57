import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Project } from '../../../engine/protocol/project.ts'
import { speak } from '../../i18n/language.ts'
import type { Stores } from '../stores.ts'
import { clientForTests, windowForTests } from '../windowForTests.ts'
import { takeSeed } from './gallery.ts'

let stores: Stores
beforeAll(() => speak('en'))
beforeEach(async () => {
  stores = await windowForTests(clientForTests())
})

describe('the seed of a picture', () => {
  const takeOver = (seeds: Project['seeds']) => {
    stores.document.getState().apply('changeSeed', (project) => ({ ...project, seeds }))
    takeSeed(stores, 5)
    return stores.document.getState().project.seeds
  }

  it('becomes the first one of as many as there were', () => {
    expect(takeOver({ first: 7, count: 3 })).toEqual({ first: 5, count: 3 })
    expect(stores.notices.getState().notices).toEqual([])
  })

  it('takes the place of a list, which is told and undone as one step', () => {
    expect(takeOver([7, 42, 99])).toEqual({ first: 5, count: 1 })
    expect(stores.notices.getState().notices[0]!.title).toContain('7, 42, 99')
    stores.document.getState().undo()
    expect(stores.document.getState().project.seeds).toEqual([7, 42, 99])
  })
})
