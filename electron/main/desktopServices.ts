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
  /** Where a packaged program has what lies outside of its archive, which a plain Node cannot read. */
  readonly packaged?: {
    readonly nodePath: string
    /** The script of the engine. */
    readonly entry: string
    /** The folder of `models` and `examples`. */
    readonly resources: string
  }
}

/** Starts the engine as the artist's settings say, and the studio with it. */
export async function startDesktopServices(given: DesktopServiceSettings): Promise<ShellServices> {
  const { facilities, opens, dataFolder, projectFolder, packaged } = given
  const settings = await readEngineSettings(dataFolder)
  const engine = createEngineHost({
    ...settings,
    ...(packaged && { nodePath: packaged.nodePath, entry: packaged.entry }),
  })
  const studio = await createStudio(
    {
      facilities,
      dataFolder,
      projectFolder,
      ...(opens !== undefined && { opens }),
      ...(packaged && { resources: packaged.resources }),
    },
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
