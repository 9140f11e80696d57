import { createEngineHost } from '../host/createEngineHost.ts'
import { createStudio } from '../studio/createStudio.ts'
import { openStudioLibrary } from '../studio/openStudioLibrary.ts'
import { readEngineSettings } from '../studio/settingsFile.ts'
import type { Services, ServiceSettings } from './serveCommand.ts'

/** Starts the engine as the command line or else the artist's settings say, and the studio with it. */
export async function startServices({
  dataFolder,
  projectFolder,
  opens,
  libraryFolders,
  engine: asked,
}: ServiceSettings): Promise<Services> {
  const settings = await readEngineSettings(dataFolder)
  const engine = createEngineHost({ provider: settings.provider, threads: settings.threads, ...asked })
  try {
    const facilities = { name: 'web', hasMenu: false, languages: () => [] } as const
    const studio = await createStudio(
      { dataFolder, projectFolder, facilities, libraryFolders, ...(opens !== undefined && { opens }) },
      { engine, openLibrary: openStudioLibrary },
    )
    const close = async () => {
      await studio.close()
      await engine.close()
    }
    return { studio, close }
  } catch (error) {
    await engine.close()
    throw error
  }
}
