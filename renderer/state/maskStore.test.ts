import { describe, expect, it } from 'vitest'
import { createProject, type Project } from '../../engine/protocol/project.ts'
import { WindowError } from '../clients/windowClient.ts'
import { setMask } from '../document/commands/region.ts'
import { fullMask, pixelsOf } from '../document/mask.ts'
import { createMaskStore, type MaskClient } from './maskStore.ts'

const empty = createProject({
  model: { path: '.' },
  concepts: [
    { id: 'a', name: 'a' },
    { id: 'b', name: 'b' },
  ],
})
const pathOf = ({ concepts }: Project, index: number) => {
  const region = concepts[index]?.region
  return region?.type === 'mask' ? region.file.path : undefined
}

/** A host that numbers what it is sent, and refuses as many uploads as it is told. */
function createHost(refusals = 0) {
  const received: Blob[] = []
  let left = refusals
  const listeners: Parameters<MaskClient['onConnection']>[0][] = []
  const client: MaskClient = {
    upload(bytes) {
      if (left-- > 0) return Promise.reject(new WindowError('engine-gone', 'The line is down.', 'Wait.'))
      received.push(bytes)
      return Promise.resolve(`upload:${received.length}`)
    },
    call: ((_: 'keepMask', { upload }: { upload: string }) =>
      Promise.resolve({ file: upload.replace('upload', 'file') })) as MaskClient['call'],
    onConnection: (listener) => {
      listeners.push(listener)
      return () => undefined
    },
  }
  const comeBack = () => listeners.forEach((listener) => listener('open'))
  return { client, received, comeBack }
}

const nothingToDecode = () => Promise.reject(new Error('no mask lies there'))

describe('mask store', () => {
  it('names a new mask by the handle of the host in what leaves the window', async () => {
    const { client, received } = createHost()
    const store = createMaskStore(client, nothingToDecode)
    const name = store.add(fullMask(64, 64))
    const project = setMask('a', name)(empty)
    const sent = await store.withHandles(project)
    expect([pathOf(project, 0), pathOf(sent, 0)]).toEqual([name, 'file:1'])
    expect(received.map(({ type }) => type)).toEqual(['image/png'])
    expect(store.get('file:1')).toBe(store.get(name))
  })

  it('sends the last one of masks that follow each other, ahead of time', async () => {
    const { client, received } = createHost()
    const store = createMaskStore(client, nothingToDecode)
    const names = [1, 2, 3].map(() => store.add(fullMask(8, 8)))
    await expect.poll(() => received.length).toBe(1)
    await store.withHandles(setMask('a', names[2]!)(empty))
    expect(received).toHaveLength(1)
    await store.withHandles(setMask('a', names[0]!)(empty))
    expect(received).toHaveLength(2)
  })

  it('sends a mask again, once it is asked for, to a host that was perhaps started anew', async () => {
    const { client, received, comeBack } = createHost()
    const store = createMaskStore(client, nothingToDecode)
    const project = setMask('a', store.add(fullMask(8, 8)))(empty)
    await store.withHandles(project)
    comeBack()
    expect(received).toHaveLength(1)
    expect(pathOf(await store.withHandles(project), 0)).toBe('file:2')
    await store.withHandles(project)
    expect(received).toHaveLength(2)
  })

  it('gives projects without painted masks back as they are', async () => {
    const store = createMaskStore(createHost().client, nothingToDecode)
    expect(await store.withHandles(empty)).toBe(empty)
  })

  it('tries again what could not be sent, and tells of it if it fails again', async () => {
    const { client } = createHost(2)
    const store = createMaskStore(client, nothingToDecode)
    const project = setMask('a', store.add(fullMask(8, 8)))(empty)
    await expect(store.withHandles(project)).rejects.toThrow('The line is down.')
    await expect(store.withHandles(project)).rejects.toThrow('The line is down.')
    expect(pathOf(await store.withHandles(project), 0)).toBe('file:1')
  })

  it('loads masks of the document once, and tells when they have come', async () => {
    const addresses: string[] = []
    const store = createMaskStore(createHost().client, (address) => {
      addresses.push(address)
      return Promise.resolve(fullMask(8, 8))
    })
    const hasCome = new Promise<void>((resolve) => store.onLoaded(resolve))
    expect([store.get('file:abc'), store.get('file:abc')]).toEqual([undefined, undefined])
    await hasCome
    expect(addresses).toEqual(['asset/mask/file%3Aabc'])
    expect(pixelsOf(store.get('file:abc')!)).toEqual(new Uint8Array(64).fill(255))
  })

  it('remembers which masks are not there', async () => {
    const store = createMaskStore(createHost().client, nothingToDecode)
    const hasCome = new Promise<void>((resolve) => store.onLoaded(resolve))
    store.get('file:gone')
    await hasCome
    expect(store.hasFailed('file:gone')).toBe(true)
  })

  it('looks again for masks that did not come once the line to the host is back', async () => {
    const { client, comeBack } = createHost()
    let isDown = true
    const store = createMaskStore(client, () => (isDown ? nothingToDecode() : Promise.resolve(fullMask(8, 8))))
    const next = () => new Promise<void>((resolve) => store.onLoaded(resolve))
    store.get('file:abc')
    await next()
    isDown = false
    comeBack()
    store.get('file:abc')
    await next()
    expect(store.get('file:abc')).toBeDefined()
  })

  it('frees what no project names', () => {
    const store = createMaskStore(createHost().client, nothingToDecode)
    const [kept, freed] = [store.add(fullMask(8, 8)), store.add(fullMask(8, 8))]
    store.keepOnly([setMask('b', kept)(empty)])
    expect(store.get(kept)).toBeDefined()
    expect(store.get(freed)).toBeUndefined()
  })
})
