import type { Concept, Project } from '../../engine/protocol/project.ts'
import { addresses } from '../../engine/protocol/window/index.ts'
import type { WindowClient } from '../clients/windowClient.ts'
import type { Mask } from '../document/mask.ts'
import { maskToPng } from '../document/maskPng.ts'
import { decodeMask } from './decodeMask.ts'

/**
 * Painted masks by the name that a region has for them (`region.file.path`): `mask:…` for one that was painted here, a
 * handle of the host for one that came with the document. Masks never change; a stroke makes a new one with a name of
 * its own, so that undo finds the one before.
 */
export interface MaskStore {
  /** A new mask, which travels to the host as soon as no newer one follows. Returns its name. */
  add(mask: Mask): string
  /** The mask of a name, once it is there; starts to load one that is not. */
  get(name: string): Mask | undefined
  /** Tells when a mask has come. Returns what ends it. */
  onLoaded(listener: () => void): () => void
  /** Whether a mask could not be loaded, as when its file is missing. */
  hasFailed(name: string): boolean
  /**
   * The project with handles of the host in the place of names that only this window knows; waits for uploads.
   * @throws WindowError where a mask cannot be sent.
   */
  withHandles(project: Project): Promise<Project>
  /** Frees the masks that none of these projects names. */
  keepOnly(projects: Iterable<Project>): void
  /** Frees the masks that a project names and none of the others. */
  drop(project: Project, others: Iterable<Project>): void
}

/** What of a window the masks need. */
export type MaskClient = Pick<WindowClient, 'call' | 'upload' | 'onConnection'>

const painted = 'mask:'
/** Milliseconds without a new mask after which the last one is sent. */
const calm = 300

export function createMaskStore(
  client: MaskClient,
  decode: (address: string) => Promise<Mask> = decodeMask,
): MaskStore {
  const masks = new Map<string, Mask>()
  /** By the name of a painted mask. */
  const handles = new Map<string, Promise<string>>()
  /** Names that are loading or could not be loaded. */
  const asked = new Map<string, 'loading' | 'failed'>()
  const listeners = new Set<() => void>()
  let count = 0
  let waiting: ReturnType<typeof setTimeout> | undefined

  client.onConnection((connection) => {
    if (connection !== 'open') return
    forgetFailures() // they may have failed for want of a line
    handles.clear() // a host that was started anew may have removed what nothing but this window has
  })

  function forgetFailures() {
    for (const [name, state] of asked) if (state === 'failed') asked.delete(name)
    for (const listener of listeners) listener()
  }

  async function send(mask: Mask): Promise<string> {
    const upload = await client.upload(await maskToPng(mask))
    const { file } = await client.call('keepMask', { upload })
    masks.set(file, mask) // a document that was saved names it so
    return file
  }

  function startSending(name: string, mask: Mask): Promise<string> {
    const handle = send(mask)
    handles.set(name, handle)
    handle.catch(() => handles.delete(name)) // `withHandles` tries again, and tells of the error then
    return handle
  }

  async function load(name: string) {
    asked.set(name, 'loading')
    try {
      const mask = await decode(`${addresses.asset}mask/${encodeURIComponent(name)}`)
      asked.delete(name)
      masks.set(name, mask)
    } catch {
      asked.set(name, 'failed') // the document's problems name the file
    }
    for (const listener of listeners) listener()
  }

  function handleOf(name: string): Promise<string> {
    const mask = masks.get(name)
    const handle = handles.get(name) ?? (mask && startSending(name, mask))
    return handle ?? Promise.reject(new Error(`Bug: the mask '${name}' is not there`))
  }

  return {
    add(mask) {
      const name = `${painted}${++count}`
      masks.set(name, mask)
      clearTimeout(waiting) // while a mask is nudged along, only its last place is worth sending
      waiting = setTimeout(() => {
        if (!handles.has(name)) startSending(name, mask)
      }, calm)
      return name
    },
    get(name) {
      const mask = masks.get(name)
      if (!mask && !asked.has(name) && !name.startsWith(painted)) void load(name)
      return mask
    },
    onLoaded(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    hasFailed: (name) => asked.get(name) === 'failed',
    async withHandles(project) {
      if (!project.concepts.some((concept) => maskName(concept)?.startsWith(painted))) return project
      const concepts = await Promise.all(
        project.concepts.map(async (concept): Promise<Concept> => {
          const name = maskName(concept)
          if (!name?.startsWith(painted)) return concept
          return { ...concept, region: { type: 'mask', file: { path: await handleOf(name) } } }
        }),
      )
      return { ...project, concepts }
    },
    keepOnly(projects) {
      const kept = maskNames(projects)
      for (const name of masks.keys()) if (!kept.has(name)) masks.delete(name)
    },
    drop(project, others) {
      const kept = maskNames(others)
      for (const name of maskNames([project])) if (!kept.has(name)) masks.delete(name)
    },
  }
}

function maskNames(projects: Iterable<Project>): Set<string> {
  const names = new Set<string>()
  for (const { concepts } of projects) for (const concept of concepts) names.add(maskName(concept) ?? '')
  return names
}

function maskName({ region }: Concept): string | undefined {
  return region.type === 'mask' ? region.file.path : undefined
}
