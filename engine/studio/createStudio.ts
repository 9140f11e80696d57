import { dirname, join, resolve } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { isInside } from '../files/isInside.ts'
import { installationFolder } from '../files/installation.ts'
import { createPathLooks } from '../files/pathLooks.ts'
import type { EngineHost } from '../host/engineHost.ts'
import { createFileHashes } from '../project/fileHashes.ts'
import { engineVersion } from '../protocol/engineVersion.ts'
import type { Project } from '../protocol/project.ts'
import type { GivenFile } from '../protocol/window/files.ts'
import type { Start } from '../protocol/window/methods.ts'
import { settingsSchema } from '../protocol/window/settings.ts'
import { samplers } from '../schedulers/samplers.ts'
import { adoptPicture } from './adoptPicture.ts'
import { answerAsset, maskAsset, pictureAsset } from './assets.ts'
import { lockData } from './dataLock.ts'
import { createBugLog, describeDiagnostics } from './diagnostics.ts'
import { documentMethods } from './documentMethods.ts'
import { createDocuments } from './documents.ts'
import { engineMethods } from './engineMethods.ts'
import { openExamples } from './examples.ts'
import { openFileHandles, type FileHandles } from './fileHandles.ts'
import { createFileTokens } from './fileTokens.ts'
import { relinkMissing } from './fileProblems.ts'
import { openGallery } from './gallery.ts'
import { galleryMethods } from './galleryMethods.ts'
import { placeOfGiven } from './given.ts'
import type { ImportParts } from './importFiles.ts'
import { openJobQueue } from './jobQueue.ts'
import { masksOf, sweepDrafts } from './maskDrafts.ts'
import { createNamedFileSearch } from './namedFileSearch.ts'
import { createNowhere } from './nowhere.ts'
import { openOpenDocuments } from './openDocuments.ts'
import { createPlainTexts } from './plainErrors.ts'
import { plainState } from './plainState.ts'
import { foreignProject, type Reach } from './projectFiles.ts'
import { openProjectPictures } from './projectPictures.ts'
import { openRecentProjects } from './recentProjects.ts'
import { openRecoveries } from './recoveries.ts'
import { openSettings } from './settingsFile.ts'
import { createShownDocuments } from './shownDocuments.ts'
import type { Studio, StudioSettings } from './studio.ts'
import { createStudioEvents } from './studioEvents.ts'
import type { LibraryNeeds, StudioLibrary } from './studioLibrary.ts'
import { callMethod, noLibrary, type AvailableMethods, type StudioMethods } from './studioMethods.ts'
import { openUploads } from './uploads.ts'

export interface StudioParts {
  readonly engine: EngineHost
  /** Missing, there is no library: its methods are refused, and nothing is found in it. */
  readonly openLibrary?: (needs: LibraryNeeds) => Promise<StudioLibrary>
}

/** The service behind every window. Closing it leaves the engine to whoever made it. */
export async function createStudio(given: StudioSettings, parts: StudioParts): Promise<Studio> {
  const { engine } = parts
  const settings = { ...given, projectFolder: resolve(given.projectFolder) }
  const { dataFolder, facilities } = settings
  const resources = settings.resources ?? installationFolder()
  const starterModel = join(resources, 'models', 'starter')
  const maskFolder = join(dataFolder, 'masks')

  const events = createStudioEvents()
  const hashes = createFileHashes()
  const looks = createPathLooks()
  const unlock = await lockData(dataFolder)
  const handles = await openFileHandles(dataFolder)
  const knownFolders = () => [
    ...[dataFolder, settings.projectFolder, resources, dirname(process.execPath)],
    ...(settings.opens === undefined ? [] : [dirname(settings.opens)]),
    ...handles.folders(), // what the library knows among them
  ]
  const plain = createPlainTexts(knownFolders)
  const bugs = createBugLog(plain)
  const uploads = await openUploads(dataFolder)
  const tokens = createFileTokens()
  const kept = await openSettings(dataFolder)
  const examples = await openExamples(join(resources, 'examples'))
  const known = await openOpenDocuments(dataFolder)
  const recoveries = await openRecoveries(dataFolder)
  const shown = createShownDocuments()
  const pictures = await openProjectPictures(dataFolder)
  const gallery = await openGallery(dataFolder, (change) => {
    for (const { id, documentId } of [...change.changed].reverse()) {
      const path = documentId === undefined ? undefined : known.find(documentId)?.path
      if (path !== undefined) pictures.note(path, id)
    }
    events.tell('gallery', change)
  })
  const pictureOf = (path: string) => {
    const id = pictures.find(path)
    return id !== undefined && gallery.has(id) ? id : undefined
  }
  const recent = await openRecentProjects(dataFolder, { handles, looks, pictureOf }, () => void tellRecent())
  const queue = await openJobQueue({
    dataFolder,
    maskFolder,
    engine,
    handles,
    gallery,
    plain,
    tell: (jobs) => events.tell('jobs', { jobs }),
    onBug: (error) => bugs.note(error),
  })
  if (recoveries.isWhole) {
    const ofJobs = queue.projects().flatMap(masksOf).flatMap(handles.knownPath)
    await sweepDrafts(maskFolder, [...recoveries.all().flatMap(({ project }) => masksOf(project)), ...ofJobs])
  }
  const place = (file: GivenFile) => placeOfGiven(file, uploads, tokens)
  const library = await parts.openLibrary?.({
    dataFolder,
    starterModel,
    addedFolders: settings.libraryFolders ?? [],
    handles,
    facilities,
    placeOfGiven: place,
    tell: (change) => events.tell('library', change),
  })
  const searchFolders = () => [starterModel, dirname(starterModel), maskFolder, ...(library?.folders() ?? [])]
  const reach: Reach = {
    nowhere: createNowhere(dataFolder),
    has: (path) =>
      [settings.projectFolder, ...searchFolders()].some((folder) => isInside(folder, path)) ||
      (library?.has(path) ?? false),
  }
  const takeIn = async (project: Project) =>
    relinkMissing(await foreignProject(project, settings.projectFolder, reach), {
      hashes,
      handles,
      searchFolders: searchFolders(),
    })
  const documents = createDocuments({
    settings,
    handles,
    looks,
    plain,
    hashes,
    known,
    recent,
    recoveries,
    examples,
    starterModel,
    maskFolder,
    reach,
    searchFolders,
    pictureOf,
    async pictureProject(id) {
      const { project, name, isRecipe } = await gallery.projectOf(id)
      return { project: isRecipe ? await takeIn(project) : project, name }
    },
  })
  const imports: ImportParts = {
    documents,
    plain,
    takeIn,
    adopt: (picture) => adoptPicture(gallery, picture),
    search: () =>
      createNamedFileSearch(library?.read() ?? { entries: [], models: [] }, {
        handles,
        hashes,
        otherModel: { path: starterModel, name: 'Polyptych Starter' },
      }),
    addToLibrary: (given) => (library === undefined ? Promise.reject(noLibrary()) : library.add(given)),
  }
  const endListening = engine.onState((state) => events.tell('engine', plainState(state, plain)))

  async function tellRecent(): Promise<void> {
    events.tell('recent', { recent: await recent.cards() })
  }

  async function start(window: AbortSignal | undefined): Promise<Start> {
    return {
      version: engineVersion,
      host: {
        name: facilities.name,
        platform: process.platform,
        languages: [...facilities.languages()],
        hasDialogs: facilities.dialogs !== undefined,
        canReveal: facilities.reveal !== undefined,
        hasMenu: facilities.hasMenu,
      },
      settings: kept.settings,
      engine: plainState(engine.state, plain),
      jobs: queue.jobs(),
      samplers: samplers.map(({ name, evaluationsPerStep, stochastic }) => ({ name, evaluationsPerStep, stochastic })),
      examples: examples.cards.map((card) => ({ ...card, file: handles.handleOf(examples.pathOf(card.id)) })),
      recent: await recent.cards(),
      recoveries: recoveries.cards().filter(({ id }) => !shown.isShownBeside(window, id)),
      ...(settings.opens !== undefined && {
        opens: { type: 'given' as const, file: { token: tokens.tokenOf(settings.opens) } },
      }),
    }
  }

  const methods: AvailableMethods = {
    start: (_, window) => start(window),
    async saveSettings({ settings: change }) {
      const before = kept.settings
      const changed = settingsSchema.parse({ ...before, ...change })
      await kept.save(changed)
      events.tell('settings', kept.settings) // which a later call may have changed meanwhile
      const { provider, threads } = changed
      if (provider !== before.provider || threads !== before.threads) engine.restart({ provider, threads })
      return {}
    },
    describeDiagnostics: () => ({
      text: describeDiagnostics(
        {
          host: facilities.name,
          engine: engine.state,
          settings: kept.settings,
          failures: queue.jobs().flatMap(({ error }) => (error ? [error.code] : [])),
          counts: { Jobs: queue.jobs().length, Pictures: gallery.list({ limit: 1 }).total },
          bugs: bugs.lines(),
        },
        plain,
      ),
    }),
    tellTitle(title, window) {
      if (window) shown.note(window, title.documentId)
      facilities.tellTitle?.(title)
      return {}
    },
    confirmClose() {
      facilities.confirmClose?.()
      return {}
    },

    ...documentMethods({
      documents,
      recent,
      recoveries,
      shown,
      handles,
      uploads,
      maskFolder,
      placeOfGiven: place,
      imports,
    }),
    ...engineMethods(engine, queue, handles, plain),
    ...galleryMethods(gallery, facilities),
    ...(library && { ...library.methods, ...measuring(library, engine, handles) }),
  }

  const assets = {
    picture: (id: string) => pictureAsset(gallery.pathOf(id), true),
    thumbnail: async (id: string) => ({ bytes: await gallery.thumbnail(id), type: 'image/webp', isLasting: true }),
    preview: (jobId: string, _number: string) => {
      const preview = queue.preview(jobId)
      return preview && { bytes: preview.bytes, type: preview.mime, isLasting: false }
    },
    mask: (handle: string) => {
      const path = handles.maskPathOf(handle)
      return maskAsset(path, dirname(path) === maskFolder)
    },
    example: (id: string) => {
      const path = examples.thumbnailOf(id)
      return path === undefined ? undefined : pictureAsset(path, false)
    },
    adapter: (id: string) => library?.preview(id),
  }

  /** Errors leave the studio without paths; bugs are kept for the diagnostics. */
  async function plainly<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof EngineError)) bugs.note(error)
      throw plain.error(error)
    }
  }

  return {
    call: (method, request, window) => plainly(() => callMethod(methods, method, request, window)),
    onEvent: (listener) => events.onEvent(listener),
    asset: (path) => plainly(() => answerAsset(assets, path)),
    upload: (bytes) => plainly(() => uploads.take(bytes)),
    tokenOf: (path) => tokens.tokenOf(path),
    async close() {
      endListening()
      await Promise.all([queue.close(), library?.close()])
      // What cannot be written at the end was told of when it changed, and must not keep the rest from being written.
      await Promise.allSettled([
        gallery.flush(),
        recent.flush(),
        pictures.flush(),
        known.flush(),
        uploads.close(),
        handles.close(),
        hashes.save(),
      ])
      await unlock()
    },
  }
}

function measuring(
  library: StudioLibrary,
  engine: EngineHost,
  handles: FileHandles,
): Pick<StudioMethods, 'measureAdapter'> {
  return {
    measureAdapter: ({ id, model }) =>
      engine.call('measureAdapter', { adapter: library.pathOf(id), model: handles.pathOf(model) }),
  }
}
