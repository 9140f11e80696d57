import { randomBytes } from 'node:crypto'
import type { EngineRender } from '../protocol/engineMethods.ts'
import { seedsOf, type Project } from '../protocol/project.ts'
import { methodsOf, type Job, type JobRequest } from '../protocol/window/jobs.ts'
import { safeFileName, shortName } from './projectNames.ts'

/** What the engine is asked, and what its pictures will be. */
export interface PlannedRender {
  readonly render: EngineRender
  /** In the order of `render.fileNames`. */
  readonly pictures: readonly { readonly fileName: string; readonly seed: number; readonly method: string }[]
}

/** `project` has absolute paths. File names sort by time, and two renders never share one. */
export function planRender(request: JobRequest, project: Project, outFolder: string, now = new Date()): PlannedRender {
  const seeds = seedsOf(project)
  const methods = methodsOf({ ...request, project })
  const start = `${timeStamp(now)}-${randomBytes(3).toString('hex')}`
  const name = shortName(safeFileName(request.name).replace(/\s+/g, '-'))
  const pictures = methods.flatMap((method, methodIndex) =>
    seeds.map((seed, index) => {
      const number = `${methodIndex * seeds.length + index + 1}`.padStart(4, '0')
      return { fileName: `${start}-${number}-${name}-${seed}.png`, seed, method: method.name }
    }),
  )
  const render: EngineRender = {
    project,
    name: request.name,
    outFolder,
    fileNames: pictures.map(({ fileName }) => fileName),
    recordsAttention: request.recordsAttention,
    readsPictures: request.readsPictures,
    ...(request.task.type === 'compare' && {
      compare: { methods: request.task.methods, sheetName: `${start}-sheet-${name}.png` },
    }),
  }
  return { render, pictures }
}

/** As many seeds as a line has room for. */
const mostNamed = 4

export function seedsInShort({ seeds }: Pick<Project, 'seeds'>): Job['seeds'] {
  const all = seedsOf({ seeds })
  return { count: all.length, first: all.slice(0, mostNamed), areInRow: !Array.isArray(seeds) }
}

/** In UTC, so that names sort by time across the change of the clocks. */
function timeStamp(date: Date): string {
  return date.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
}
