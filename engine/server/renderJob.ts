import { join } from 'node:path'
import { requireWritableFolder, writeFileAtomically } from '../files/atomicWrite.ts'
import { assert } from '../errors/engineError.ts'
import { pngSize } from '../image/pngSize.ts'
import { compareSubtitle, renderMethods } from '../pipeline/compare/compareMethods.ts'
import { compareSheet } from '../pipeline/compare/compareSheet.ts'
import type { OpenProject } from '../pipeline/openProject.ts'
import { describeAdapters } from '../pipeline/renderProject.ts'
import { renderSeeds } from '../pipeline/renderSeeds.ts'
import type { EngineRender, EngineRenderEvent } from '../protocol/engineMethods.ts'
import { seedsOf } from '../protocol/project.ts'
import { windowWatch } from './windowWatch.ts'

/**
 * Renders an open project for a window: the pictures that the command line would make, and what there is to see
 * meanwhile. Leaves the model open. Stops between two calls of the network when the signal fires.
 * @param started When opening the project began, by `performance.now()`.
 * @throws EngineError as `renderSeeds` and `renderMethods`.
 */
export async function* renderJob(
  opened: OpenProject,
  request: EngineRender,
  started: number,
  signal: AbortSignal,
): AsyncGenerator<EngineRenderEvent> {
  await requireWritableFolder(request.outFolder)
  for (const message of opened.files.warnings) yield { type: 'warning', message }
  const { compare } = request
  if (compare) yield* renderComparison(opened, request, compare, started, signal)
  else yield* renderPictures(opened, request, started, signal)
  const milliseconds = Math.round(performance.now() - started)
  yield { type: 'finished', pictures: request.fileNames.length, milliseconds }
}

async function* renderPictures(
  opened: OpenProject,
  { outFolder, fileNames, readsPictures, recordsAttention }: EngineRender,
  started: number,
  signal: AbortSignal,
): AsyncGenerator<EngineRenderEvent> {
  const prepared = await opened.prepare()
  signal.throwIfAborted()
  yield openedEvent(opened, started)
  const { method, reason } = prepared.chosen
  if (reason !== undefined) yield { type: 'methodChosen', name: method.name, reason }
  yield* describeAdapters(prepared, opened.placed)
  for (const message of prepared.planner.warnings ?? []) yield { type: 'warning', message }
  const watch = windowWatch(opened, prepared, recordsAttention, signal)
  const target = { outFolder, names: fileNames, reading: readsPictures, maps: false, watch }
  yield* renderSeeds(prepared, opened, target, signal)
}

async function* renderComparison(
  opened: OpenProject,
  { name, outFolder, fileNames, recordsAttention }: EngineRender,
  compare: NonNullable<EngineRender['compare']>,
  started: number,
  signal: AbortSignal,
): AsyncGenerator<EngineRenderEvent> {
  const { project } = opened.files
  const { model } = opened
  const seeds = seedsOf(project)
  yield openedEvent(opened, started)
  const choices = compare.methods.map((method) => ({ label: method.name, method }))
  const names = choices.map((_, index) => fileNames.slice(index * seeds.length, (index + 1) * seeds.length))
  const watch = (on: OpenProject, prepared: Parameters<typeof windowWatch>[1]) =>
    windowWatch(on, prepared, recordsAttention, signal)
  const events = renderMethods(opened, choices, { outFolder, names, watch }, signal)
  for (;;) {
    const next = await events.next()
    if (next.done) {
      const title = project.title ?? name
      const subtitle = compareSubtitle(project, model.checkpoint.name, model.runtime.provider)
      const png = await compareSheet({ title, subtitle, seeds, steps: project.steps }, next.value)
      const path = join(outFolder, compare.sheetName)
      await writeFileAtomically(path, png)
      const size = pngSize(png)
      assert(size, 'a sheet is a PNG')
      yield { type: 'sheet', path, ...size }
      return
    }
    if (next.value.type !== 'compared') yield next.value
  }
}

function openedEvent({ model }: OpenProject, started: number): EngineRenderEvent {
  const { name, architecture } = model.checkpoint
  const milliseconds = Math.round(performance.now() - started)
  return { type: 'opened', model: name, architecture, provider: model.runtime.provider, milliseconds }
}
