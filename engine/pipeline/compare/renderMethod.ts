import { EngineError, type ErrorCode } from '../../errors/engineError.ts'
import type { CompareEvent, ComparedMethod } from '../../protocol/compareEvents.ts'
import type { Method } from '../../protocol/project.ts'
import type { ReadConcept } from '../../protocol/readConcept.ts'
import { countPasses, type PassCounts } from '../cost/networkCalls.ts'
import type { OpenProject } from '../openProject.ts'
import type { PreparedRender } from '../prepareRender.ts'
import type { PictureWatch } from '../pictureWatch.ts'
import { readConcepts } from '../readConcepts.ts'
import { createPictureReader } from '../readPicture.ts'
import { readPeakMemory, restartPeakMemory } from '../peakMemory.ts'
import { renderPictures, type PictureTarget, type RenderedPicture } from './renderPictures.ts'

/** A method of a comparison. */
export interface MethodChoice {
  /** As it was asked for. */
  readonly label: string
  readonly method: Method
}

/** Where the pictures of a method go. */
export interface MethodTarget<Extra = never> extends Omit<PictureTarget<Extra>, 'watch'> {
  /** Makes whoever watches the pictures of a method. */
  readonly watch?: (opened: OpenProject, prepared: PreparedRender) => PictureWatch<Extra>
}

/**
 * Renders all pictures of a project by one method, and then reads them. What is wrong with the method alone becomes
 * part of its result; other errors end the comparison.
 */
export async function* renderMethod<Extra = never>(
  opened: OpenProject,
  { label, method }: MethodChoice,
  { watch: watchOf, ...target }: MethodTarget<Extra>,
  signal: AbortSignal,
): AsyncGenerator<CompareEvent | Extra, ComparedMethod> {
  const rendered: RenderedPicture[] = []
  const readings: ReadConcept[][] = []
  let peakBytes: number | undefined
  let failure: EngineError | undefined
  try {
    // Sessions of the method before would count as memory of this one. They are opened again from the same files.
    await opened.model.release()
    const isMeasured = restartPeakMemory()
    const prepared = await opened.prepare({ ...opened.files.project, method })
    const { method: used, reason } = prepared.chosen
    if (reason !== undefined) yield { type: 'methodChosen', name: used.name, reason }
    for (const message of prepared.planner.warnings ?? []) yield { type: 'warning', message: `${label}: ${message}` }
    const watch = watchOf?.(opened, prepared)
    yield* renderPictures(opened, prepared, { ...target, ...(watch && { watch }) }, rendered, signal)
    if (isMeasured) peakBytes = readPeakMemory()
    const read = await createPictureReader(prepared)
    for (const [index, { latents, seed, path }] of (read ? rendered : []).entries()) {
      const reading = await read!(latents, signal)
      const concepts = readConcepts(reading, prepared.project)
      readings.push(concepts)
      if (watch) yield* watch.reading(reading, seed)
      const { before, pictures } = target
      yield { type: 'read', picture: before + index + 1, pictures, seed, path, concepts }
    }
  } catch (error) {
    if (!isOfMethod(error)) throw error
    failure = error
  }
  return {
    label,
    method,
    pictures: rendered.map(({ seed, path, milliseconds, losses }, index) => {
      const concepts = readings[index]?.map(({ conceptId, name, presence, found, bleed }) => {
        return { conceptId, name, presence, found, bleed }
      })
      return { seed, path, milliseconds, losses, ...(concepts && { concepts }) }
    }),
    ...(rendered.length > 0 && { passes: meanPasses(rendered) }),
    ...(peakBytes !== undefined && { peakBytes }),
    ...(failure && { failure: { code: failure.code, message: failure.message, remedy: failure.remedy } }),
  }
}

/** What another method may do better: its settings, its memory, its numbers. Files and folders are the same for all. */
const errorsOfMethods: readonly ErrorCode[] = ['setting-invalid', 'model-unsupported', 'out-of-memory', 'render-failed']

function isOfMethod(error: unknown): error is EngineError {
  return error instanceof EngineError && errorsOfMethods.includes(error.code)
}

/** Of one picture. */
function meanPasses(rendered: readonly RenderedPicture[]): PassCounts {
  const sums = countPasses(rendered.flatMap(({ calls }) => calls))
  const means = Object.entries(sums).map(([kind, { calls, rows }]) => {
    return [kind, { calls: calls / rendered.length, rows: rows / rendered.length }]
  })
  return Object.fromEntries(means) as PassCounts
}
