import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { installationFolder } from '../files/installation.ts'
import { defaultDataFolder, defaultProjectFolder } from '../files/userFolders.ts'
import type { Studio } from '../studio/studio.ts'
import { isLoopback } from '../web/admission.ts'
import { createWebHost } from '../web/webHost.ts'
import { watchInterruption } from './interruption.ts'
import type { EngineSettings } from '../host/engineHost.ts'
import { printRemark, printResult } from './standardStreams.ts'

/** The options of `polyptych serve`, parsed. */
export interface ServeOptions {
  readonly host: string
  readonly port: number
  readonly open: boolean
  readonly data?: string
  readonly projects?: string
  readonly library?: readonly string[]
  readonly provider?: EngineSettings['provider']
  readonly threads?: number
}

/** Where the services keep what is theirs, and what computes; all folders are absolute. */
export interface ServiceSettings {
  readonly dataFolder: string
  readonly projectFolder: string
  readonly opens: string | undefined
  /** Of the artist's, for the library. */
  readonly libraryFolders: readonly string[]
  readonly engine: Partial<EngineSettings>
}

export interface Services {
  readonly studio: Studio
  close(): Promise<void>
}

/** Starts studio and engine. */
export type StartServices = (settings: ServiceSettings) => Promise<Services>

/**
 * Serves the window to browsers until Ctrl-C. The page is sent while the engine starts.
 * @throws EngineError `file-missing` for a project or a folder that is not there; as `createWebHost` and
 * `createStudio`.
 */
export async function serveCommand(
  projectPath: string | undefined,
  options: ServeOptions,
  startServices: StartServices,
): Promise<void> {
  const signal = watchInterruption()
  const opens = projectPath === undefined ? undefined : await existingFile(projectPath)
  const libraryFolders = await Promise.all((options.library ?? []).map(existingFolder))
  const rendererFolder = await builtWindow()
  const starting = startServices({ ...servicesOf(options, opens), libraryFolders })
  const studio = starting.then((services) => services.studio)
  studio.catch(() => undefined) // awaited below, after the page can be asked for
  const host = await createWebHost({
    studio,
    rendererFolder,
    host: options.host,
    port: options.port,
    onAddress: (address) => printRemark(`For another browser: ${address}`),
  }).catch(async (error: unknown) => {
    await starting.then(({ close }) => close()).catch(() => undefined)
    throw error
  })
  try {
    printResult(host.address())
    if (!isLoopback(options.host)) printRemark(openToOthers)
    printRemark('Ctrl-C ends it.')
    if (options.open) await open(host.address())
    await starting
    await interruption(signal)
  } finally {
    await host.close()
    await starting.then(({ close }) => close()).catch(() => undefined)
  }
}

const openToOthers =
  'Warning: other machines can reach this address, and what it sends is not encrypted. A tunnel is safer: ' +
  'see docs/command-line.md.'

function servicesOf(
  { data, projects, provider, threads }: ServeOptions,
  opens: string | undefined,
): Omit<ServiceSettings, 'libraryFolders'> {
  return {
    dataFolder: resolve(data ?? defaultDataFolder()),
    projectFolder: resolve(projects ?? defaultProjectFolder()),
    opens,
    engine: { ...(provider && { provider }), ...(threads !== undefined && { threads }) },
  }
}

async function builtWindow(): Promise<string> {
  const folder = join(installationFolder(), 'dist', 'renderer')
  const index = await stat(join(folder, 'index.html')).catch(() => undefined)
  if (index === undefined) {
    throw new EngineError('file-missing', 'The window is not built.', 'Run "npm run build" in the folder of polyptych.')
  }
  return folder
}

async function existingFile(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile())
    throw new EngineError('file-missing', `There is no file at ${path}.`, 'Check its name and folder.')
  return resolve(path)
}

async function existingFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isDirectory()) {
    throw new EngineError('file-missing', `There is no folder at ${path}.`, 'Check its name and place.')
  }
  return resolve(path)
}

async function open(address: string): Promise<void> {
  const { openInBrowser } = await import('../web/openInBrowser.ts')
  if (!(await openInBrowser(address))) printRemark('No browser was found; open the address yourself.')
}

function interruption(signal: AbortSignal): Promise<void> {
  return new Promise((end) => {
    if (signal.aborted) end()
    else signal.addEventListener('abort', () => end(), { once: true })
  })
}
