import { beforeEach, describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { GalleryItem } from '../../../engine/protocol/window/index.ts'
import type { HostState } from '../hostStores.ts'
import { createSessionStore, type SessionStore } from '../sessionStore.ts'
import type { Stores } from '../stores.ts'
import { backdropPicture, followNewestPicture, readablePicture, setFollowsRender } from './backdrop.ts'

const picture = (id: string) => ({ id, type: 'picture', documentId: 'd' }) as GalleryItem
const galleryOf = (...ids: string[]) => ({ gallery: { items: ids.map(picture), total: ids.length, isRead: true } })

let host: Stores['host']
let session: SessionStore
let parts: Parameters<typeof followNewestPicture>[0]
const shown = () => backdropPicture(host.getState(), session.getState(), 'd')?.id

beforeEach(() => {
  host = createStore<HostState>()(() => galleryOf('one') as unknown as HostState)
  session = createSessionStore()
  const document = createStore(() => ({ documentId: 'd' })) as unknown as Stores['document']
  parts = { host, session, document }
  followNewestPicture(parts)
})

describe('the picture below the regions', () => {
  it('is the newest as soon as it is there', () => {
    expect(shown()).toBe('one')
    host.setState(galleryOf('two', 'one'))
    expect(shown()).toBe('two')
  })

  it('stays where it does not follow, and is the newest again when it does', () => {
    setFollowsRender(parts, false)
    host.setState(galleryOf('two', 'one'))
    expect(shown()).toBe('one')
    setFollowsRender(parts, true)
    expect(shown()).toBe('two')
  })

  it('says nothing of itself while a preview of the next one covers it', () => {
    const said = () => readablePicture(host.getState(), session.getState(), 'd')?.id
    const jobs = [
      { state: 'running', documentId: 'd', preview: { url: 'asset/preview/1' } },
    ] as unknown as HostState['jobs']
    host.setState({ jobs: [] })
    expect(said()).toBe('one')
    host.setState({ jobs })
    expect(said()).toBeUndefined()
    setFollowsRender(parts, false)
    expect(said()).toBe('one')
  })
})
