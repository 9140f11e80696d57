import { createProject, type ProjectInput } from '../../engine/protocol/project.ts'
import type { LibraryEntry, OpenedDocument } from '../../engine/protocol/window/index.ts'
import type { WindowClient } from '../clients/windowClient.ts'
import { startForTests } from './startForTests.ts'
import { createStores, type Stores } from './stores.ts'

const emptyHost = {
  readLibrary: { folders: [], models: [], entries: [], pending: 0 },
  listGallery: { items: [], total: 0 },
  keepMask: { file: 'file:kept' },
}

/** A host without library and pictures, that knows these answers besides, by method. */
export function clientForTests(answers: Readonly<Record<string, unknown>> = {}): WindowClient {
  const known: Readonly<Record<string, unknown>> = { ...emptyHost, ...answers }
  return {
    call: (method: string) => Promise.resolve(known[method]),
    on: () => () => undefined,
    upload: () => Promise.resolve('upload:1'),
    connection: () => 'open',
    onConnection: () => () => undefined,
  } as unknown as WindowClient
}

/** A new document with the id and the name 'd'. */
export function openedForTests(settings: Partial<ProjectInput> = {}): OpenedDocument {
  const project = createProject({ model: { path: 'file:model' }, ...settings })
  return { documentId: 'd', name: 'd', hasFile: false, isChanged: false, warnings: [], problems: [], project }
}

/** A window over `client` that has read what it reads when it starts. */
export async function windowForTests(client: WindowClient, opened = openedForTests()): Promise<Stores> {
  const stores = createStores(client, startForTests, opened)
  await new Promise((resolve) => setTimeout(resolve))
  return stores
}

/** An adapter of the library that is whole. */
export const entryForTests: LibraryEntry = {
  id: 'kiki',
  file: 'file:0123456789abcdef',
  folderId: 'starter',
  name: 'Kiki',
  fileName: 'kiki.safetensors',
  triggerWords: ['kiki'],
  tags: [],
  bytes: 1,
  changedAt: '2026-01-01T00:00:00Z',
  favourite: false,
}
