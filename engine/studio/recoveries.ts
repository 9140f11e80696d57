import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { EngineError } from '../errors/engineError.ts'
import { writeFileAtomically } from '../files/atomicWrite.ts'
import { projectSchema, type Project } from '../protocol/project.ts'
import type { DocumentCard } from '../protocol/window/documents.ts'
import { readJsonFile } from './jsonFile.ts'
import { placeOf } from './projectNames.ts'

const recoverySchema = z.object({
  documentId: z.string(),
  name: z.string(),
  /** Of the file that the document was opened from. */
  path: z.string().optional(),
  savedAt: z.string(),
  project: projectSchema,
})
export type Recovery = z.infer<typeof recoverySchema>

/** Work that was not saved, each document in a file of its own. Paths in it are absolute. */
export interface Recoveries {
  /** Whether every file was understood: another version may have written one. */
  readonly isWhole: boolean
  all(): Recovery[]
  cards(): DocumentCard[]
  /** @throws EngineError `file-missing` for an id that has none. */
  find(documentId: string): Recovery
  keep(recovery: { documentId: string; name: string; path: string | undefined; project: Project }): Promise<void>
  /** What is kept of a document now. */
  of(documentId: string): Recovery | undefined
  /** With `only`, nothing where something else is kept by then. */
  drop(documentId: string, only?: Recovery): Promise<void>
}

export async function openRecoveries(dataFolder: string): Promise<Recoveries> {
  const folder = join(dataFolder, 'recoveries')
  const kept = new Map<string, Recovery>()
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'))
  for (const name of names) {
    const recovery = await readJsonFile(join(folder, name), recoverySchema)
    if (recovery !== undefined) kept.set(recovery.documentId, recovery)
  }
  const isWhole = kept.size === names.length
  /** Ids come from windows: they never become names of files as they are. */
  const fileOf = (documentId: string) => join(folder, `${Buffer.from(documentId).toString('base64url')}.json`)
  /** One write of a document at a time, or a slow one would bring back what was dropped. */
  let running: Promise<unknown> = Promise.resolve()
  function inTurn(work: () => Promise<void>): Promise<void> {
    const turn = running.then(work)
    running = turn.catch(() => undefined)
    return turn
  }

  return {
    isWhole,
    all: () => [...kept.values()],
    cards: () =>
      [...kept.values()]
        .sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1))
        .map(({ documentId, name, path, savedAt }) => ({
          id: documentId,
          name,
          changedAt: savedAt,
          ...(path !== undefined && { place: placeOf(path) }),
        })),
    find(documentId) {
      const recovery = kept.get(documentId)
      if (recovery === undefined) {
        throw new EngineError('file-missing', 'This work is no longer kept.', 'Open the project from its folder.')
      }
      return recovery
    },
    keep: ({ path, ...given }) =>
      inTurn(async () => {
        const recovery = { ...given, ...(path !== undefined && { path }), savedAt: new Date().toISOString() }
        await writeFileAtomically(fileOf(given.documentId), JSON.stringify(recovery))
        kept.set(given.documentId, recovery)
      }),
    of: (documentId) => kept.get(documentId),
    drop: (documentId, only) =>
      inTurn(async () => {
        if (only !== undefined && kept.get(documentId) !== only) return
        kept.delete(documentId)
        await rm(fileOf(documentId), { force: true })
      }),
  }
}
