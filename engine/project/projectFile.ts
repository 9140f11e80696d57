import { isUtf8 } from 'node:buffer'
import { dirname, resolve } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { writeFileAtomically } from '../files/atomicWrite.ts'
import { readingFile } from '../files/readingFile.ts'
import { deepestProject, problemOfData } from '../protocol/plainData.ts'
import { formatVersion, projectSchema } from '../protocol/project.ts'
import type { Project } from '../protocol/project.ts'
import { migrate } from './migrations.ts'
import { describeProblems, describeUnknownFields } from './projectProblems.ts'

export type { ConceptAdapter, Project } from '../protocol/project.ts'

export interface ParsedProject {
  readonly project: Project
  /** Sentences about what was understood but may not be what was meant. */
  readonly warnings: readonly string[]
}

export interface OpenedProject extends ParsedProject {
  /** Absolute path of the project file. */
  readonly path: string
  /** Absolute path of its folder, from which its references start. */
  readonly folder: string
}

const largestProject = 64_000_000

/**
 * Reads a project file of any version up to the present one. Throws 'project-invalid' with one line for each problem,
 * 'project-newer', and as `readFailure` where the file cannot be read.
 */
export async function readProject(path: string): Promise<OpenedProject> {
  const absolutePath = resolve(path)
  const bytes = await readingFile(absolutePath, async (file) => {
    const { size } = await file.stat()
    if (size > largestProject) throw notText(path)
    return file.readFile()
  })
  if (!isUtf8(bytes)) throw notText(path)
  return { ...parseProject(bytes.toString('utf8'), path), path: absolutePath, folder: dirname(absolutePath) }
}

function notText(path: string): EngineError {
  return new EngineError(
    'project-invalid',
    `'${path}' is not a Polyptych project: it does not hold text.`,
    "Choose a '.polyptych' file.",
  )
}

/** Reads the text of a project file. `source` names it in messages. Throws as `readProject`. */
export function parseProject(text: string, source: string): ParsedProject {
  const withoutMark = text.startsWith('\uFEFF') ? text.slice(1) : text
  let document: unknown
  try {
    document = JSON.parse(withoutMark)
  } catch (error) {
    throw new EngineError(
      'project-invalid',
      `'${source}' is not a Polyptych project: ${describeSyntaxError(error, withoutMark)}.`,
      'Repair the JSON there, or restore an earlier copy of the file.',
      { cause: error },
    )
  }
  return projectFromDocument(document, source)
}

/** Reads the parsed JSON of a project. `source` names it in messages. Throws as `readProject`. */
export function projectFromDocument(document: unknown, source: string): ParsedProject {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new EngineError(
      'project-invalid',
      `'${source}' is not a Polyptych project: it does not hold a JSON object.`,
      "Choose a '.polyptych' file.",
    )
  }
  if (problemOfData(document, { depth: deepestProject, characters: Infinity }) !== undefined) {
    throw new EngineError(
      'project-invalid',
      `'${source}' is not a Polyptych project: its fields lie more than ${deepestProject} levels inside one another.`,
      'Restore an earlier copy of the file.',
    )
  }
  const migrated = migrate(document as Readonly<Record<string, unknown>>, source)
  const result = projectSchema.safeParse(migrated.document)
  if (!result.success) throw invalidProject(source, describeProblems(migrated.document, result.error.issues))
  return {
    project: inOrderOf(result.data, migrated.document) as Project,
    warnings: [...describeMigration(source, migrated.from), ...describeUnknownFields(migrated.document)],
  }
}

const mostProblemsShown = 10

function invalidProject(source: string, problems: readonly string[]): EngineError {
  const shown = problems.slice(0, mostProblemsShown)
  const hidden = problems.length - shown.length
  if (hidden > 0) shown.push(`and ${hidden} more.`)
  return new EngineError(
    'project-invalid',
    `'${source}' is not a valid project.\n${shown.map((problem) => `  ${problem}`).join('\n')}`,
    'Correct what is named above, or restore an earlier copy of the file.',
  )
}

function describeMigration(source: string, from: number): string[] {
  if (from === formatVersion) return []
  return [`'${source}' is of format version ${from}; it is saved as version ${formatVersion}.`]
}

function describeSyntaxError(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : String(error)
  const position = /at position (\d+)/.exec(message)?.[1]
  if (position === undefined) return `it is not JSON (${message})`
  const before = text.slice(0, Number(position)).split('\n')
  return `it is not JSON at line ${before.length}, column ${before.at(-1)!.length + 1} (${message})`
}

/** `parsed` with the keys of each object in the order of `original`, followed by those that parsing added. */
function inOrderOf(parsed: unknown, original: unknown): unknown {
  if (parsed === original) return parsed
  if (Array.isArray(parsed) && Array.isArray(original)) {
    return parsed.map((element, index) => inOrderOf(element, original[index]))
  }
  if (typeof parsed !== 'object' || parsed === null || typeof original !== 'object' || original === null) return parsed
  const source = original as Readonly<Record<string, unknown>>
  const fields = new Map(Object.entries(parsed))
  const written = Object.keys(source).filter((key) => fields.has(key))
  const keys = new Set([...written, ...fields.keys()])
  return Object.fromEntries([...keys].map((key) => [key, inOrderOf(fields.get(key), source[key])]))
}

/** The text of a project file: JSON, two spaces, keys in the order in which the project has them. */
export function formatProject(project: Project): string {
  return `${JSON.stringify(project, null, 2)}\n`
}

/**
 * Writes a project file so that an interruption leaves the old one or the new one. Throws 'project-invalid' where the
 * project breaks the schema, and as `writeFileAtomically`.
 */
export async function writeProject(path: string, project: Project): Promise<void> {
  const text = formatProject(project)
  parseProject(text, path)
  await writeFileAtomically(path, text)
}
