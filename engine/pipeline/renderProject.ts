import { resolve } from 'node:path'
import { methodOfProject } from '../composition/auto.ts'
import { methodOf } from '../composition/methods/index.ts'
import { requireWritableFolder } from '../files/atomicWrite.ts'
import { outputNames } from '../project/outputNames.ts'
import { resolveProjectFiles } from '../project/resolveFiles.ts'
import type { Project } from '../protocol/project.ts'
import type { RenderEvent } from '../protocol/renderEvents.ts'
import type { RuntimeSettings } from '../runtime/runtime.ts'
import { findSampler } from '../schedulers/samplers.ts'
import type { PlacedAdapter } from './concepts.ts'
import { openProject } from './openProject.ts'
import type { PreparedRender } from './prepareRender.ts'
import { renderSeeds } from './renderSeeds.ts'
import { readRequestedProject, type ProjectRequest } from './requestedProject.ts'

/** Which files are used although they are not where, or what, they were when the project was saved. */
export interface FileRequest {
  /** Use a file that has moved and was found by its hash. */
  readonly relink?: boolean
  /** Use a file whose contents have changed since the project was saved. */
  readonly acceptChanged?: boolean
}

export interface RenderRequest extends ProjectRequest, FileRequest, RuntimeSettings {
  readonly outFolder: string
  /** Reads each picture for presence and bleed, unless it is false: about as long as five steps. */
  readonly reading?: boolean
  /** Saves a heat picture for each concept beside each picture, which is read for it. */
  readonly maps?: boolean
}

/**
 * Renders every picture of a saved project into a folder. The same project, seeds, provider and number of threads give
 * the same bytes.
 * Stops between two UNet calls when the signal fires; a picture is there whole or not at all.
 * @throws EngineError, whose code says what could not be read, applied, computed or written; `cancelled` on the signal.
 */
export async function* renderProject(request: RenderRequest, signal: AbortSignal): AsyncGenerator<RenderEvent> {
  const started = performance.now()
  const { project: wanted, folder, name: projectName, warnings } = await readRequestedProject(request)
  for (const message of warnings) yield { type: 'warning', message }
  const outFolder = resolve(request.outFolder)
  const names = outputNames(wanted, { projectName, date: new Date() })
  requireRenderable(wanted)
  await requireWritableFolder(outFolder)
  const { relink, acceptChanged } = request
  const files = await resolveProjectFiles(wanted, folder, { relink, acceptChanged })
  for (const message of files.warnings) yield { type: 'warning', message }

  const opened = await openProject(files, request, signal)
  const { model, placed } = opened
  try {
    const prepared = await opened.prepare()
    signal.throwIfAborted()
    const { name, architecture } = model.checkpoint
    const { provider } = model.runtime
    yield { type: 'opened', model: name, architecture, provider, milliseconds: since(started) }
    const { method, reason } = prepared.chosen
    if (reason !== undefined) yield { type: 'methodChosen', name: method.name, reason }
    yield* describeAdapters(prepared, placed)
    for (const message of prepared.planner.warnings ?? []) yield { type: 'warning', message }
    const { maps = false, reading = true } = request
    yield* renderSeeds(prepared, opened, { outFolder, names, reading: reading || maps, maps }, signal)
    yield { type: 'finished', pictures: names.length, milliseconds: since(started) }
  } finally {
    await model.release()
  }
}

/** Refuses what cannot be rendered before any file is hashed or opened. */
export function requireRenderable(project: Pick<Project, 'method' | 'cache' | 'concepts' | 'sampler'>): void {
  methodOf(methodOfProject(project).method.name)
  findSampler(project.sampler)
}

/** What of each adapter was applied. */
export function* describeAdapters(
  { adapters }: PreparedRender,
  placed: readonly PlacedAdapter[],
): Generator<RenderEvent & { type: 'adapter' }> {
  for (const [index, { adapter, applied, skipped }] of adapters.matches.entries()) {
    yield {
      type: 'adapter',
      name: adapter.name,
      path: placed[index]!.path,
      applied: applied.length,
      layers: applied.length + skipped.length,
      skipped: skipped.map(({ target, reason }) => ({ layer: target, reason })),
    }
  }
}

function since(started: number): number {
  return Math.round(performance.now() - started)
}
