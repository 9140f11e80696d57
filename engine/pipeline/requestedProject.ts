import { basename, extname } from 'node:path'
import { promptWarnings } from '../conditioning/promptWarnings.ts'
import { EngineError } from '../errors/engineError.ts'
import { readProject } from '../project/projectFile.ts'
import { describeProblems } from '../project/projectProblems.ts'
import type { FeatureCacheInput } from '../protocol/featureCache.ts'
import { projectSchema, seedsOf, type Method, type Project, type Seeds } from '../protocol/project.ts'
import { visibleConcepts } from './concepts.ts'

/** A saved project, and what is asked for instead of what it says. */
export interface ProjectRequest {
  readonly projectPath: string
  /** The first seed, in place of the project's. */
  readonly seed?: number
  /** How many pictures, of consecutive seeds. */
  readonly count?: number
  /** In place of all of the project's seeds. */
  readonly seeds?: Seeds
  /** Of the picture, in pixels. */
  readonly size?: { readonly width: number; readonly height: number }
  readonly steps?: number
  readonly method?: Method
  readonly cache?: FeatureCacheInput
}

/** A project as a request wants it. */
export interface RequestedProject {
  readonly project: Project
  /** Absolute path of the folder that the project's paths are relative to. */
  readonly folder: string
  /** The name of the file without its extension. */
  readonly name: string
  /** What the artist may not have meant, about the file and then about the prompts. */
  readonly warnings: readonly string[]
}

/**
 * Reads a project and changes it as the request says.
 * @throws EngineError of `readProject`, `setting-invalid` for a value that no project can have.
 */
export async function readRequestedProject(request: ProjectRequest): Promise<RequestedProject> {
  const opened = await readProject(request.projectPath)
  const project = withRequest(opened.project, request)
  const ofPrompts = new Set(textsOf(project).flatMap(promptWarnings))
  return {
    project,
    folder: opened.folder,
    name: basename(opened.path, extname(opened.path)),
    warnings: [...opened.warnings, ...ofPrompts],
  }
}

/** The project with what the request asks for instead, checked by the same schema. */
function withRequest(project: Project, { seed, count, seeds, size, steps, method, cache }: ProjectRequest): Project {
  const ownSeeds = seedsOf(project)
  const keepsSeeds = seed === undefined && count === undefined
  const run = keepsSeeds ? project.seeds : { first: seed ?? ownSeeds[0]!, count: count ?? ownSeeds.length }
  const changed = {
    ...project,
    seeds: seeds ?? run,
    canvas: { ...project.canvas, ...size },
    steps: steps ?? project.steps,
    method: method ?? project.method,
    cache: cache ?? project.cache,
  }
  const result = projectSchema.safeParse(changed)
  if (result.success) return result.data
  const problems = describeProblems(changed, result.error.issues)
  throw new EngineError('setting-invalid', problems.map(inWordsOfRequest).join(' '), 'Ask for another value.')
}

/** What a request calls the fields that it replaces. */
const requestNames: readonly (readonly [field: string, sentence: (problem: string) => string])[] = [
  ['canvas.width: ', (problem) => `The width of the size ${problem}`],
  ['canvas.height: ', (problem) => `The height of the size ${problem}`],
  ['seeds.count: ', (problem) => `The count of pictures ${problem}`],
  ['seeds.first: ', (problem) => `The seed ${problem}`],
  ['steps: ', (problem) => `The number of steps ${problem}`],
  ['cache.interval: ', (problem) => `The interval of the cache ${problem}`],
]

function inWordsOfRequest(problem: string): string {
  const found = requestNames.find(([field]) => problem.startsWith(field))
  return found === undefined ? problem : found[1](problem.slice(found[0].length))
}

/** Everything that is read as a prompt. */
function textsOf(project: Project): string[] {
  const words = visibleConcepts(project).flatMap((concept) => [concept.words, concept.negativeWords ?? ''])
  return [project.prompt, project.negativePrompt, ...words]
}
