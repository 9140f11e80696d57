import { join } from 'node:path'
import { writeFileAtomically } from '../files/atomicWrite.ts'
import { seedsOf } from '../protocol/project.ts'
import type { RenderEvent } from '../protocol/renderEvents.ts'
import { createFinisher } from './finishPicture.ts'
import { heatPictures } from './heatPictures.ts'
import type { OpenProject } from './openProject.ts'
import { renderLatents, type PreparedRender } from './prepareRender.ts'
import { readConcepts } from './readConcepts.ts'
import { createPictureReader, type PictureReading } from './readPicture.ts'

/** Where pictures go, and what is made of them besides. */
export interface SeedsTarget {
  readonly outFolder: string
  /** File names, one for each seed. */
  readonly names: readonly string[]
  /** Whether each picture is read for presence and bleed. */
  readonly reading: boolean
  /** Whether heat pictures of the readings are saved beside it. */
  readonly maps: boolean
}

/**
 * Renders, reads and saves one picture for each seed of the project. A picture whose reading fails is saved without one.
 * @throws EngineError of the runtime and of `writeFileAtomically`; what the signal was aborted with.
 */
export async function* renderSeeds(
  prepared: PreparedRender,
  opened: OpenProject,
  { outFolder, names, reading: wantsReading, maps }: SeedsTarget,
  signal: AbortSignal,
): AsyncGenerator<RenderEvent> {
  const finish = await createFinisher(opened, prepared)
  const read = wantsReading ? yield* attemptReading(() => createPictureReader(prepared), signal) : undefined
  if (maps && !read) yield { type: 'warning', message: 'There are no maps: no concept of the project can be read.' }
  const seeds = seedsOf(prepared.project)
  const pictures = seeds.length
  let [sampled, evaluations, finishing] = [0, 0, 0]
  for (const [index, seed] of seeds.entries()) {
    const started = performance.now()
    const picture = index + 1
    yield { type: 'picture', picture, pictures, seed }
    const run = renderLatents(prepared, seed, signal)
    let next = await run.next()
    while (!next.done) {
      const { evaluationIndex, evaluationCount, stepsDone, numInferenceSteps, milliseconds } = next.value
      sampled += milliseconds
      evaluations++
      const left = evaluationCount * (pictures - picture) + evaluationCount - evaluationIndex - 1
      // How long reading and decoding take is known from the second picture on.
      const finishingLeft = index === 0 ? 0 : (finishing / index) * (pictures - index)
      const millisecondsLeft = (sampled / evaluations) * left + finishingLeft
      const step = { step: stepsDone, steps: numInferenceSteps, milliseconds, millisecondsLeft }
      yield { type: 'step', picture, pictures, ...step }
      next = await run.next()
    }
    const sampledUntil = performance.now()
    const latents = next.value
    const found = read && (yield* attemptReading(() => readAndDescribe(read(latents, signal), prepared), signal))
    const { image, png } = await finish(latents, { seed, ...(found && { presence: found.concepts }) }, signal)
    const path = join(outFolder, names[index]!)
    await writeFileAtomically(path, png)
    finishing += performance.now() - sampledUntil
    const milliseconds = Math.round(performance.now() - started)
    yield { type: 'saved', picture, pictures, seed, path, milliseconds, ...(found && { concepts: found.concepts }) }
    if (!maps || !found) continue
    for await (const { conceptId, name, suffix, png: heat } of heatPictures(image, found.reading, prepared)) {
      signal.throwIfAborted()
      const mapPath = path.replace(/\.png$/, suffix)
      await writeFileAtomically(mapPath, heat)
      yield { type: 'map', picture, pictures, conceptId, name, path: mapPath }
    }
  }
}

async function readAndDescribe(read: Promise<PictureReading>, { project }: PreparedRender) {
  const reading = await read
  return { reading, concepts: readConcepts(reading, project) }
}

/** What `work` returns, or a warning where it fails: no picture is lost because it cannot be read. */
async function* attemptReading<Value>(
  work: () => Promise<Value>,
  signal: AbortSignal,
): AsyncGenerator<RenderEvent, Value | undefined> {
  try {
    return await work()
  } catch (error) {
    if (signal.aborted) throw error
    const reason = error instanceof Error ? error.message : String(error)
    yield { type: 'warning', message: `Presence and bleed could not be read: ${reason}` }
    return undefined
  }
}
