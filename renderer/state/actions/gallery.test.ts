import { beforeEach, describe, expect, it } from 'vitest'
import { createProject } from '../../../engine/protocol/project.ts'
import type { WindowClient } from '../../clients/windowClient.ts'
import { startForTests } from '../startForTests.ts'
import { createStores, type Stores } from '../stores.ts'
import { deletePictures, restorePictures, showInBackdrop, viewPicture } from './gallery.ts'

const answers: Readonly<Record<string, unknown>> = {
  readLibrary: { folders: [], models: [], entries: [], pending: 0 },
  listGallery: { items: [], total: 0 },
}

let asked: [method: string, request: unknown][]
let stores: Stores
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
