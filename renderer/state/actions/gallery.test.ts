import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createProject, type Project } from '../../../engine/protocol/project.ts'
import type { WindowClient } from '../../clients/windowClient.ts'
import { speak } from '../../i18n/language.ts'
import { startForTests } from '../startForTests.ts'
import { createStores, type Stores } from '../stores.ts'
import { deletePictures, restorePictures, showInBackdrop, takeSeed, viewPicture } from './gallery.ts'

const answers: Readonly<Record<string, unknown>> = {
  readLibrary: { folders: [], models: [], entries: [], pending: 0 },
  listGallery: { items: [], total: 0 },
}

let asked: [method: string, request: unknown][]
let stores: Stores
beforeAll(() => speak('en'))
beforeEach(() => {
  asked = []
  /** The other end of the line: what it is asked, and no answers that matter. */
  const client = {
    call(method: string, request: unknown) {
      asked.push([method, request])
      return Promise.resolve(answers[method] ?? {})
    },
    on: () => () => undefined,
    connection: () => 'open',
    onConnection: () => () => undefined,
  } as unknown as WindowClient
  const opened = { documentId: 'd', name: 'd', hasFile: false, isChanged: false, warnings: [], problems: [] }
  stores = createStores(client, startForTests, { ...opened, project: createProject({ model: { path: 'file:model' } }) })
})

const session = () => stores.session.getState()
const askedFor = (method: string) => asked.filter(([name]) => name === method).map(([, request]) => request)

describe('deleting pictures', () => {
  it('shows them nowhere any more, and takes them back with the notice', async () => {
    showInBackdrop(stores, 'a')
    viewPicture(stores, 'b', 'a')
    await deletePictures(stores, ['a'])
    expect(session()).toMatchObject({ viewedId: 'b', viewedOtherId: undefined, deletedIds: ['a'] })
    expect(session().backdrop.pictureId).toBeUndefined()
    stores.notices.getState().notices[0]!.action!.run()
    await Promise.resolve()
    expect(askedFor('restorePictures')).toEqual([{ ids: ['a'] }])
  })

  it('takes the last ones back once', async () => {
    await deletePictures(stores, ['a', 'b'])
    await restorePictures(stores, session().deletedIds)
    expect(session().deletedIds).toEqual([])
    await restorePictures(stores, session().deletedIds)
    expect(askedFor('restorePictures')).toEqual([{ ids: ['a', 'b'] }])
  })
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
