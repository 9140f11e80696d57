import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createProject, type Project } from '../../../engine/protocol/project.ts'
import type { WindowClient } from '../../clients/windowClient.ts'
import { speak } from '../../i18n/language.ts'
import { startForTests } from '../startForTests.ts'
import { createStores, type Stores } from '../stores.ts'
import { takeSeed } from './gallery.ts'

const answers: Readonly<Record<string, unknown>> = {
  readLibrary: { folders: [], models: [], entries: [], pending: 0 },
  listGallery: { items: [], total: 0 },
}

let stores: Stores
beforeAll(() => speak('en'))
beforeEach(() => {
  /** The other end of the line, with no answers that matter. */
  const client = {
    call: (method: string) => Promise.resolve(answers[method] ?? {}),
    on: () => () => undefined,
    connection: () => 'open',
    onConnection: () => () => undefined,
  } as unknown as WindowClient
  const opened = { documentId: 'd', name: 'd', hasFile: false, isChanged: false, warnings: [], problems: [] }
  stores = createStores(client, startForTests, { ...opened, project: createProject({ model: { path: 'file:model' } }) })
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
