import type { Settings } from '../../../engine/protocol/window/index.ts'
import { changeSettings } from '../hostStores.ts'
import type { Stores } from '../stores.ts'
import { tellError } from './errors.ts'

/** Changes settings at once, and tells the artist where the host could not keep them. */
export async function setSettings(stores: Stores, change: Partial<Settings>): Promise<void> {
  try {
    await changeSettings(stores, change)
  } catch (error) {
    tellError(stores, error)
  }
}
