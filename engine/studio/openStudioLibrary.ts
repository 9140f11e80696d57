import { EngineError } from '../errors/engineError.ts'
import { createLibrary, type Library } from '../library/library.ts'
import type { GivenPlace } from './given.ts'
import type { HostFacilities } from './studio.ts'
import type { LibraryNeeds, StudioLibrary } from './studioLibrary.ts'

/** Opens the library for a studio: what windows ask, with handles in the place of paths. Errors as `createLibrary`. */
export async function openStudioLibrary(needs: LibraryNeeds): Promise<StudioLibrary> {
  const { dataFolder, starterModel, handles, facilities, placeOfGiven, tell } = needs
  const handleOf = (path: string) => handles.handleOf(path)
  const library = await createLibrary({ dataFolder, starterFolder: starterModel, handleOf })
  for (const path of needs.addedFolders) await library.addFolder({ path })
  library.onChange(tell)
  return {
    read: () => library.read(),
    folders: () => library.folders(),
    has: (path) => library.has(path),
    pathOf: (id) => library.pathOf(id),
    add: (place) => addGiven(library, place, handleOf),
    async preview(id) {
      const bytes = await library.preview(id)
      return bytes && { bytes, type: 'image/webp', isLasting: true } // its address changes with the file
    },
    close: () => library.close(),
    methods: {
      readLibrary: () => library.read(),
      rescanLibrary() {
        library.rescan()
        return {}
      },
      findLibraryFolders: async () => ({ found: await library.findFolders() }),
      async addLibraryFolder(request) {
        if ('found' in request) return { folderId: await library.addFolder(request) }
        const path =
          'dialog' in request ? await chooseFolder(facilities, 'library') : folderOf(placeOfGiven(request.file))
        return path === undefined ? {} : { folderId: await library.addFolder({ path }) }
      },
      async removeLibraryFolder({ folderId }) {
        await library.removeFolder(folderId)
        return {}
      },
      async setFavourite({ id, favourite }) {
        await library.setFavourite(id, favourite)
        return {}
      },
      matchAdapters: async ({ model, ids }) => ({ matches: await library.matchAdapters(handles.pathOf(model), ids) }),
      readAdapterDetails: ({ id, model }) =>
        library.readAdapterDetails(id, model === undefined ? undefined : handles.pathOf(model)),
      revealAdapter({ id }) {
        if (!facilities.reveal) throw cannotShow()
        facilities.reveal(library.pathOf(id))
        return {}
      },
      readModelDetails: ({ model }) => library.readModelDetails(handles.pathOf(model)),
      async countTokens({ model, text }) {
        const count = await library.countTokens(handles.pathOf(model), text)
        return count ? { count } : {}
      },
      async addModel() {
        const path = await chooseFolder(facilities, 'model')
        if (path === undefined) return {}
        const { id } = await library.addFile({ path })
        return { modelId: id, file: handleOf(library.pathOf(id)) }
      },
    },
  }
}

async function addGiven(
  library: Library,
  { path, name, isPlace }: GivenPlace,
  handleOf: (path: string) => string,
): ReturnType<StudioLibrary['add']> {
  const { type, id } = await library.addFile(isPlace ? { path } : { upload: path, name })
  const file = handleOf(library.pathOf(id))
  return type === 'adapter' ? { type: 'adapters', entryIds: [id], files: [file] } : { type: 'model', modelId: id, file }
}

/** What was uploaded is a file, and gone in an hour. */
function folderOf({ path, name, isPlace }: GivenPlace): string {
  if (isPlace) return path
  throw new EngineError(
    'setting-invalid',
    `'${name}' was uploaded: it is no folder on this machine.`,
    'Add the files themselves, or use a folder of another program that is found.',
  )
}

async function chooseFolder({ dialogs }: HostFacilities, purpose: 'library' | 'model'): Promise<string | undefined> {
  if (dialogs) return dialogs.openFolder(purpose)
  throw new EngineError(
    'setting-invalid',
    'This host has no dialog to choose a folder with.',
    'Use a folder of another program that is found, or add files.',
  )
}

function cannotShow(): EngineError {
  return new EngineError('setting-invalid', 'This host cannot show files in their folders.', 'Look for the file there.')
}
