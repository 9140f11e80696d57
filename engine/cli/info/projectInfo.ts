import { resolve } from 'node:path'
import { unreachable } from '../../errors/engineError.ts'
import { readProject } from '../../project/projectFile.ts'
import { fileReferencesOf } from '../../project/fileReferences.ts'
import { seedsOf } from '../../protocol/project.ts'
import type { Concept, Project, Region } from '../../protocol/project.ts'
import { kindOfPath } from '../../safetensors/modelFiles.ts'
import { counted, plainText, shortened } from '../plainText.ts'
import { formatFacts, formatTable } from './columns.ts'
import type { Fact } from './columns.ts'

export interface ProjectFileReport {
  /** Where the project names the file: `concepts[0].adapters[1].file`. */
  readonly place: string
  readonly kind: 'model' | 'adapter' | 'mask'
  /** As the project writes it. */
  readonly path: string
  readonly exists: boolean
}

export interface ProjectReport {
  readonly type: 'project'
  readonly path: string
  readonly project: Project
  readonly files: readonly ProjectFileReport[]
  readonly warnings: readonly string[]
}

/** Describes a project and says which of its files are there. Whether they changed is for a render to say. */
export async function reportProject(path: string): Promise<ProjectReport> {
  const opened = await readProject(path)
  const files: ProjectFileReport[] = []
  for (const { reference, place, kind } of fileReferencesOf(opened.project, { hidden: true })) {
    const found = await kindOfPath(resolve(opened.folder, reference.path.replaceAll('\\', '/')))
    files.push({ place, kind, path: reference.path, exists: found !== 'missing' })
  }
  return { type: 'project', path: opened.path, project: opened.project, files, warnings: opened.warnings }
}

const longestText = 90
const mostConceptsShown = 8
const mostMissingShown = 3

/** For people. */
export function formatProject({ project, path, files, warnings }: ProjectReport): string[] {
  const missing = files.filter(({ exists }) => !exists).map(({ place, path }) => `${place}: ${plainText(path)}`)
  return [
    ...formatFacts([
      ['project', optional(project.title)],
      ['path', path],
      ...factsOfProject(project),
      ['missing', atMost(missing, mostMissingShown, 'other file')],
      ['warning', atMost(warnings.map(plainText), mostMissingShown, 'other warning')],
    ]),
    ...formatConcepts(project.concepts),
  ]
}

/** What a project and the recipe of a picture have in common. */
export function factsOfProject(project: Project): Fact[] {
  const { canvas, method, sampler, steps, guidance, clipSkip } = project
  return [
    ['canvas', `${canvas.width}x${canvas.height}`],
    ['model', plainText(project.model.name ?? project.model.path)],
    ['prompt', optional(project.prompt)],
    ['negative', optional(project.negativePrompt)],
    ['method', plainText(method.name)],
    ['sampler', `${plainText(sampler)}, ${counted(steps, 'step')}, guidance ${guidance}, clip skip ${clipSkip}`],
    ['seeds', describeSeeds(project)],
  ]
}

/** A table of concepts after an empty line, or nothing where there are none. */
export function formatConcepts(concepts: readonly Concept[]): string[] {
  if (concepts.length === 0) return []
  const rows = concepts
    .slice(0, mostConceptsShown)
    .map((concept) => [
      shortened(plainText(concept.name), 24),
      concept.adapters.map(({ file, weight }) => `${shortened(plainText(stem(file.path)), 24)} ${weight}`).join(', '),
      describeRegion(concept),
      shortened(plainText(concept.words), 40),
    ])
  const hidden = concepts.length - mostConceptsShown
  const more = hidden > 0 ? [`and ${counted(hidden, 'other concept')}`] : []
  return ['', ...formatTable([['concept', 'adapters', 'region', 'words'], ...rows]), ...more]
}

function describeRegion({ region, hidden }: Concept): string {
  return hidden ? `${describePlace(region)}, hidden` : describePlace(region)
}

function describePlace(region: Region): string {
  switch (region.type) {
    case 'canvas':
      return 'whole canvas'
    case 'box':
      return `${region.width}x${region.height} at ${region.x}, ${region.y}`
    case 'polygon':
      return `polygon of ${region.points.length} points`
    case 'mask':
      return `mask ${plainText(region.file.path)}`
    default:
      return unreachable(region)
  }
}

function describeSeeds(project: Project): string {
  const seeds = seedsOf(project)
  const [first] = seeds
  if (seeds.length === 1) return String(first)
  const consecutive = !Array.isArray(project.seeds)
  const list = consecutive ? `${first} to ${seeds.at(-1)}` : shortened(seeds.join(', '), 60)
  return `${list}: ${counted(seeds.length, 'picture')}`
}

function stem(path: string): string {
  return path
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.[^.]+$/, '')
}

function optional(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : shortened(plainText(text), longestText)
}

function atMost(lines: readonly string[], most: number, noun: string): string[] {
  const hidden = lines.length - most
  return hidden <= 0 ? [...lines] : [...lines.slice(0, most), `and ${counted(hidden, noun)}`]
}
