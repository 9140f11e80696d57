import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createProject } from '../../../engine/protocol/project.ts'
import type { WindowResponse } from '../../../engine/protocol/window/index.ts'
import type { WindowClient } from '../../clients/windowClient.ts'
import { speak } from '../../i18n/language.ts'
import { startForTests } from '../startForTests.ts'
import { createStores, type Stores } from '../stores.ts'
import { exportPictures } from './exportPictures.ts'

let stores: Stores
let answer: WindowResponse<'exportPictures'>
let called: [string, unknown][]
beforeAll(() => speak('en'))
beforeEach(() => {
  called = []
  /** The other end of the line. */
  const client = {
    call(method: string, request: unknown) {
      called.push([method, request])
      return Promise.resolve(method === 'exportPictures' ? answer : {})
    },
    on: () => () => undefined,
    connection: () => 'open',
    onConnection: () => () => undefined,
  } as unknown as WindowClient
  const opened = { documentId: 'd', name: 'd', hasFile: false, isChanged: false, warnings: [], problems: [] }
  const start = { ...startForTests, host: { ...startForTests.host, canReveal: true } }
  stores = createStores(client, start, { ...opened, project: createProject({ model: { path: 'file:model' } }) })
  called = []
})

describe('what was exported', () => {
  it('is told with the way to its folder', async () => {
    answer = { exported: 2, exportId: 'export-1', downloads: [] }
    await exportPictures(stores, ['a', 'b'])
    const [notice] = stores.notices.getState().notices
    expect(notice).toMatchObject({ kind: 'success', title: 'Exported 2 pictures' })
    notice!.action!.run()
    expect(called.at(-1)).toEqual(['revealExport', { exportId: 'export-1' }])
  })

  it('is not told where the artist closed the dialog', async () => {
    answer = { exported: 0, downloads: [] }
    await exportPictures(stores, ['a'])
    expect(stores.notices.getState().notices).toEqual([])
  })
})
