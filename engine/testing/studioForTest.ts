import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import type { EngineHost } from '../host/engineHost.ts'
import type { WindowEvent, WindowMethod, WindowRequest, WindowResponse } from '../protocol/window/index.ts'
import { createStudio, type StudioParts } from '../studio/createStudio.ts'
import type { HostFacilities, Studio } from '../studio/studio.ts'

/** An engine whose process never starts: what needs it waits. */
export const startingEngine: EngineHost = {
  state: { status: 'starting' },
  onState: () => () => undefined,
  tellJob: () => undefined,
  restart: () => undefined,
  close: () => Promise.resolve(),
  call: () => Promise.reject(new EngineError('engine-gone', 'The engine does not run.', 'Start it.')),
  // eslint-disable-next-line require-yield
  async *render() {
    throw new EngineError('engine-gone', 'The engine does not run.', 'Start it.')
  },
}

export interface TestStudio {
  readonly studio: Studio
  readonly folder: string
  readonly projects: string
  call<Method extends WindowMethod>(
    method: Method,
    request: WindowRequest<Method>,
    window?: AbortSignal,
  ): Promise<WindowResponse<Method>>
  upload(bytes: Uint8Array): Promise<string>
  readonly events: { readonly event: WindowEvent; readonly data: unknown }[]
  /** Ends this studio and starts another over the same data. */
  again(): Promise<TestStudio>
  /** Ends the studio and removes its data. */
  end(): Promise<void>
}

/** A studio over folders of its own, as a window sees it. */
export async function studioForTest(
  given: {
    engine?: EngineHost
    facilities?: Partial<HostFacilities>
    folder?: string
    openLibrary?: StudioParts['openLibrary']
    libraryFolders?: readonly string[]
  } = {},
): Promise<TestStudio> {
  const folder = given.folder ?? (await mkdtemp(join(tmpdir(), 'polyptych-studio-')))
  const projects = join(folder, 'projects')
  const studio = await createStudio(
    {
      dataFolder: join(folder, 'data'),
      projectFolder: projects,
      ...(given.libraryFolders && { libraryFolders: given.libraryFolders }),
      facilities: { name: 'web', hasMenu: false, languages: () => ['en'], ...given.facilities },
    },
    { engine: given.engine ?? startingEngine, ...(given.openLibrary && { openLibrary: given.openLibrary }) },
  )
  const events: TestStudio['events'] = []
  studio.onEvent((event, data) => void events.push({ event, data }))
  return {
    studio,
    folder,
    projects,
    events,
    call: (method, request, window) => studio.call(method, request, window) as Promise<never>,
    upload: (bytes) =>
      studio.upload(
        (async function* () {
          yield bytes
        })(),
      ),
    async again() {
      await studio.close()
      return studioForTest({ ...given, folder })
    },
    async end() {
      await studio.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
