import { join, resolve } from 'node:path'
import { EngineError } from '../../errors/engineError.ts'
import { requireWritableFolder, writeFileAtomically } from '../../files/atomicWrite.ts'
import { outputNames } from '../../project/outputNames.ts'
import { resolveProjectFiles } from '../../project/resolveFiles.ts'
import type { CompareEvent, ComparedMethod } from '../../protocol/compareEvents.ts'
import { seedsOf, type Project } from '../../protocol/project.ts'
import { findSampler } from '../../schedulers/samplers.ts'
import { openProject, type OpenProject } from '../openProject.ts'
import type { RenderRequest } from '../renderProject.ts'
import { readRequestedProject } from '../requestedProject.ts'
import { compareMarkdown } from './compareTable.ts'
import { compareSheet } from './compareSheet.ts'
import { renderMethod, type MethodChoice, type MethodTarget } from './renderMethod.ts'

export interface CompareRequest extends Omit<RenderRequest, 'method'> {
  /** In the order of the rows. One that the project already has keeps its settings, but for those that are given. */
  readonly methods: readonly MethodChoice[]
}

/**
 * Renders a project by several methods with the same seeds, reads who is in the pictures, and writes a contact sheet, a
 * table in Markdown and everything as JSON beside the pictures. A method that cannot be rendered has a row with the
 * reason. Stops between two UNet calls when the signal fires; the pictures that are finished stay.
 * @throws EngineError as `renderProject`; that of the first method where none could be rendered.
 */
export async function* compareMethods(request: CompareRequest, signal: AbortSignal): AsyncGenerator<CompareEvent> {
  const started = performance.now()
  const { project, folder, name: projectName, warnings } = await readRequestedProject(request)
  for (const message of warnings) yield { type: 'warning', message }
  const outFolder = resolve(request.outFolder)
  const choices = request.methods.map((choice) => withSettingsOf(project, choice))
  const names = namesOf(project, projectName, choices)
  findSampler(project.sampler)
  await requireWritableFolder(outFolder)
  const { relink, acceptChanged } = request
  const files = await resolveProjectFiles(project, folder, { relink, acceptChanged })
  for (const message of files.warnings) yield { type: 'warning', message }

  const opened = await openProject(files, request, signal)
  const { checkpoint, runtime } = opened.model
  const seeds = seedsOf(project)
  let methods: ComparedMethod[]
  try {
    const { name: model, architecture } = checkpoint
    const { provider } = runtime
    const milliseconds = Math.round(performance.now() - started)
    yield { type: 'opened', model, architecture, provider, milliseconds }
    methods = yield* renderMethods(opened, choices, { outFolder, names }, signal)
  } finally {
    await opened.model.release()
  }

  const { steps } = project
  const title = project.title ?? projectName
  const subtitle = compareSubtitle(project, checkpoint.name, runtime.provider)
  const [base] = outputNames(withTemplate(project, '{project}-compare', [seeds[0]!]), { projectName, date: new Date() })
  const pathOf = (extension: string) => join(outFolder, base!.replace(/png$/, extension))
  const [sheet, table, json] = [pathOf('png'), pathOf('md'), pathOf('json')]
  await writeFileAtomically(sheet, await compareSheet({ title, subtitle, seeds, steps }, methods))
  await writeFileAtomically(table, compareMarkdown(title, subtitle, base!, methods, steps))
  const milliseconds = Math.round(performance.now() - started)
  const report: CompareEvent = { type: 'compared', methods, steps, sheet, table, json, milliseconds }
  await writeFileAtomically(json, `${JSON.stringify(report, null, 2)}\n`)
  yield report
}

/** What all pictures of a comparison share. */
export function compareSubtitle(
  { canvas, steps, sampler }: Pick<Project, 'canvas' | 'steps' | 'sampler'>,
  model: string,
  provider: string,
): string {
  return [model, `${canvas.width}×${canvas.height}`, `${steps} steps`, sampler, provider].join(' · ')
}

/** Where the pictures of a comparison go: a list of file names for each method, with one for each seed. */
export interface CompareTarget<Extra = never> extends Pick<MethodTarget<Extra>, 'outFolder' | 'watch'> {
  readonly names: readonly (readonly string[])[]
}

/**
 * Renders the pictures of an open project by several methods, one method after the other, and returns what became of
 * them.
 * @throws EngineError that of the first method where none could be rendered.
 */
export async function* renderMethods<Extra = never>(
  opened: OpenProject,
  choices: readonly MethodChoice[],
  { names, ...target }: CompareTarget<Extra>,
  signal: AbortSignal,
): AsyncGenerator<CompareEvent | Extra, ComparedMethod[]> {
  const seeds = seedsOf(opened.files.project)
  const pictures = choices.length * seeds.length
  const methods: ComparedMethod[] = []
  const times: number[] = []
  for (const [index, choice] of choices.entries()) {
    yield { type: 'method', label: choice.label, number: index + 1, methods: choices.length }
    const placed = { ...target, names: names[index]!, before: index * seeds.length, pictures, times }
    const result = yield* renderMethod(opened, choice, placed, signal)
    methods.push(result)
    yield { type: 'methodDone', result }
  }
  requirePictures(methods)
  return methods
}

function withSettingsOf({ method }: Project, choice: MethodChoice): MethodChoice {
  if (choice.method.name !== method.name) return choice
  return { ...choice, method: { ...method, ...choice.method } }
}

/** `scene-regional-7.png`: the names of the pictures of each method. */
function namesOf(project: Project, projectName: string, choices: readonly MethodChoice[]): string[][] {
  const taken = new Set<string>()
  return choices.map(({ label }) => {
    const word = label.replace(/[^\p{L}\p{N}.]+/gu, '-').replace(/-$/, '')
    if (taken.has(word)) {
      throw new EngineError('setting-invalid', `The method '${label}' stands twice.`, 'Name each method once.')
    }
    taken.add(word)
    const named = withTemplate(project, `{project}-${word}-{seed}`, seedsOf(project))
    return outputNames(named, { projectName, date: new Date() })
  })
}

function withTemplate(project: Project, template: string, seeds: number[]): Project {
  return { ...project, seeds, output: { ...project.output, template } }
}

/** A comparison without any picture is a failed one. */
function requirePictures(methods: readonly ComparedMethod[]): void {
  const [first] = methods
  if (!first?.failure || methods.some(({ pictures }) => pictures.length > 0)) return
  const { code, message, remedy } = first.failure
  throw new EngineError(code as EngineError['code'], `No method could be rendered. ${first.label}: ${message}`, remedy)
}
