import { readdir } from 'node:fs/promises'
import { homedir, platform } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isSystemError } from '../files/fileErrors.ts'
import { applicationRoots, recogniseApplication } from './applications.ts'
import type { FoundApplication } from './applications.ts'
import { walk } from './walk.ts'

/** How long the search may take: a folder on a network can keep it waiting for as long as it likes. */
const searchMs = 3000
/** A folder of downloads may hold thousands of folders. */
const mostLookedAt = 300

/** What is looked for among the names of folders, so that only likely ones are opened. */
const likelyName = /comfy|webui|stable-?diffusion|forge|invoke|stability|swarm|a1111|automatic/i

/** Where the systems and the installers of these programs put them. */
export function usualPlaces(home = homedir(), environment: NodeJS.ProcessEnv = process.env): string[] {
  const variable = (name: string) => environment[name] ?? []
  const ofSystem = {
    win32: [variable('LOCALAPPDATA'), variable('APPDATA'), 'C:\\', 'D:\\', 'E:\\'].flat(),
    darwin: [join(home, 'Library', 'Application Support'), '/Applications'],
    linux: [join(home, '.local', 'share'), join(home, '.config'), '/opt'],
  }[platform() as string]
  const localPrograms = [variable('LOCALAPPDATA')]
    .flat()
    .flatMap((folder) => [join(folder, 'Programs'), join(folder, 'Comfy-Desktop')])
  const ofPeople = ['', 'Documents', 'Desktop', 'Downloads', 'AI', 'ai', 'Projects', 'Programs', 'git', 'src']
  return [...ofPeople.map((name) => join(home, name)), ...(ofSystem ?? []), ...localPrograms]
}

export interface CountedApplication extends FoundApplication {
  /** Files and model folders in its folders of adapters and models. */
  count: number
}

/** The programs below some places: in folders with a likely name, or one folder further down in these. */
export async function findApplications(
  places: readonly string[],
  signal: AbortSignal,
): Promise<readonly CountedApplication[]> {
  const found = new Map<string, CountedApplication>()
  const stop = new AbortController()
  const search = searchPlaces(places, AbortSignal.any([signal, stop.signal]), found)
  await Promise.race([search, delay(searchMs, undefined, { signal: stop.signal })])
  stop.abort()
  return [...found.values()]
}

async function searchPlaces(
  places: readonly string[],
  signal: AbortSignal,
  found: Map<string, CountedApplication>,
): Promise<void> {
  await Promise.all(
    places.map(async (place) => {
      for (const folder of await likelyFolders(place)) {
        if (signal.aborted) return
        if (await note(folder, found, signal)) continue
        for (const below of await likelyFolders(folder)) await note(below, found, signal)
      }
    }),
  )
}

async function note(path: string, found: Map<string, CountedApplication>, signal: AbortSignal): Promise<boolean> {
  const application = await recogniseApplication(path)
  if (application === undefined || signal.aborted) return application !== undefined
  const counted = { ...application, count: 0 }
  found.set(application.path, counted)
  await count(counted, signal)
  return true
}

/** As far as the time for the search goes: a count that is not complete is a lower bound. */
async function count(application: CountedApplication, signal: AbortSignal): Promise<void> {
  const visited = new Set<string>()
  for (const { path, holds } of await applicationRoots(application.application, application.path)) {
    try {
      for await (const _ of walk(path, { holds, signal, visited })) application.count++
    } catch (error) {
      if (!signal.aborted && !isSystemError(error)) throw error
    }
  }
}

async function likelyFolders(place: string): Promise<string[]> {
  try {
    const entries = await readdir(place, { withFileTypes: true })
    return entries
      .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && likelyName.test(entry.name))
      .slice(0, mostLookedAt)
      .map(({ name }) => join(place, name))
  } catch (error) {
    if (isSystemError(error)) return []
    throw error
  }
}
