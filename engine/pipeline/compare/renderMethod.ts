import { EngineError, type ErrorCode } from '../../errors/engineError.ts'
import type { CompareEvent, ComparedConcept, ComparedMethod } from '../../protocol/compareEvents.ts'
import type { Method } from '../../protocol/project.ts'
import { countPasses, type PassCounts } from '../cost/networkCalls.ts'
import type { OpenProject } from '../openProject.ts'
import type { PreparedRender } from '../prepareRender.ts'
import { nameOf } from '../readConcepts.ts'
import { createPictureReader, type PictureReader } from '../readPicture.ts'
import { readPeakMemory, restartPeakMemory } from '../peakMemory.ts'
import { renderPictures, type PictureTarget, type RenderedPicture } from './renderPictures.ts'

/** A method of a comparison. */
export interface MethodChoice {
  /** As it was asked for. */
  readonly label: string
  readonly method: Method
}

/**
 * Renders all pictures of a project by one method, and then reads them. What is wrong with the method alone becomes part of
 * its result; other errors end the comparison.
 */
export async function* renderMethod<Extra = never>(
  opened: OpenProject,
  { label, method }: MethodChoice,
  target: PictureTarget<Extra>,
  signal: AbortSignal,
): AsyncGenerator<CompareEvent | Extra, ComparedMethod> {
  const rendered: RenderedPicture[] = []
  const concepts: ComparedConcept[][] = []
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
    yield* renderPictures(opened, prepared, target, rendered, signal)
    if (isMeasured) peakBytes = readPeakMemory()
    const read = await createPictureReader(prepared)
    for (const { latents } of read ? rendered : []) concepts.push(await readConcepts(prepared, read!, latents, signal))
  } catch (error) {
    if (!isOfMethod(error)) throw error
    failure = error
  }
  return {
    label,
    method,
    pictures: rendered.map(({ seed, path, milliseconds, losses }, index) => {
      const found = concepts[index]
      return { seed, path, milliseconds, losses, ...(found && { concepts: found }) }
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

async function readConcepts(
  { project }: PreparedRender,
  read: PictureReader,
  latents: Float32Array,
  signal: AbortSignal,
): Promise<ComparedConcept[]> {
  const { concepts } = await read(latents, signal)
  return project.concepts.flatMap((concept) => {
    const reading = concepts.find(({ presence: { conceptId } }) => conceptId === concept.id)
    if (!reading) return []
    const { presence, found, bleed } = reading.presence
    return [{ conceptId: concept.id, name: nameOf(concept), presence, found, bleed }]
  })
}

/** Of one picture. */
function meanPasses(rendered: readonly RenderedPicture[]): PassCounts {
  const sums = countPasses(rendered.flatMap(({ calls }) => calls))
  const means = Object.entries(sums).map(([kind, { calls, rows }]) => {
    return [kind, { calls: calls / rendered.length, rows: rows / rendered.length }]
  })
  return Object.fromEntries(means) as PassCounts
}
