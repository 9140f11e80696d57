import { createEngineHost } from '../../engine/host/createEngineHost.ts'
import { createStudio } from '../../engine/studio/createStudio.ts'
import { openStudioLibrary } from '../../engine/studio/openStudioLibrary.ts'
import { readEngineSettings } from '../../engine/studio/settingsFile.ts'
import type { HostFacilities } from '../../engine/studio/studio.ts'
import type { ShellServices } from './startShell.ts'

export interface DesktopServiceSettings {
  readonly facilities: HostFacilities
  readonly opens: string | undefined
  readonly dataFolder: string
  readonly projectFolder: string
}

/** Starts the engine as the artist's settings say, and the studio with it. */
export async function startDesktopServices(given: DesktopServiceSettings): Promise<ShellServices> {
  const { facilities, opens, dataFolder, projectFolder } = given
  const settings = await readEngineSettings(dataFolder)
  // Packaged: createEngineHost needs join(process.resourcesPath, 'runtime', 'node') as its Node, and
  // createStudio needs `resources`, since models and examples lie outside of app.asar.
  const engine = createEngineHost({ provider: settings.provider, threads: settings.threads })
  const studio = await createStudio(
    { facilities, dataFolder, projectFolder, ...(opens !== undefined && { opens }) },
    { engine, openLibrary: openStudioLibrary },
  )
  return {
    studio,
    async close() {
      await studio.close()
      await engine.close()
    },
  }
}
