import { join } from 'node:path'
import type { EngineSettings } from '../host/engineHost.ts'
import { settingsSchema, type Settings } from '../protocol/window/settings.ts'
import { createJsonWriter, readJsonFile } from './jsonFile.ts'

export interface SettingsFile {
  readonly settings: Settings
  /** Errors as `writeFileAtomically`. */
  save(settings: Settings): Promise<void>
}

/** What the artist has set of the engine: hosts start it so, before there is a studio. */
export async function readEngineSettings(dataFolder: string): Promise<EngineSettings> {
  const { provider, threads } = (await openSettings(dataFolder)).settings
  return { provider, threads }
}

export async function openSettings(dataFolder: string): Promise<SettingsFile> {
  const path = join(dataFolder, 'settings.json')
  const writer = createJsonWriter(path)
  let settings = (await readJsonFile(path, settingsSchema)) ?? settingsSchema.parse({})
  return {
    get settings() {
      return settings
    },
    async save(changed) {
      settings = changed
      writer.write(changed)
      await writer.flush()
    },
  }
}
