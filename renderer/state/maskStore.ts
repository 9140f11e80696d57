import type { Project } from '../../engine/protocol/project.ts'
import type { WindowClient } from '../clients/windowClient.ts'
import { emptyMask, type Mask } from '../document/mask.ts'

/**
 * Painted masks by the name that a region has for them (`region.file.path`): `mask:…` for one that was painted here, a handle
 * of the host for one that came with the document. Masks never change; a stroke makes a new one with a name of its own, so that
 * undo finds the one before.
 */
export interface MaskStore {
  /** A new mask, which begins to travel to the host at once. Returns its name. */
  add(mask: Mask): string
  /** The mask of a name, once it is there; starts to load one that is not. */
  get(name: string): Mask | undefined
  /** Tells when a mask has come. Returns what ends it. */
  onLoaded(listener: () => void): () => void
  /** The project with handles of the host in the place of names that only this window knows; waits for uploads. */
  withHandles(project: Project): Promise<Project>
}

export function createMaskStore(_client: WindowClient): MaskStore {
  return {
    add: () => 'mask:',
    get: () => emptyMask(8, 8),
    onLoaded: () => () => undefined,
    withHandles: (project) => Promise.resolve(project),
  }
}
