import { join } from 'node:path'
import { writeFileAtomically } from '../files/atomicWrite.ts'
import { seedsOf } from '../protocol/project.ts'
import type { CacheUse, RenderEvent } from '../protocol/renderEvents.ts'
import { cacheSaving, cacheUse } from './cacheUse.ts'
import { createFinisher } from './finishPicture.ts'
import { heatPictures } from './heatPictures.ts'
import type { OpenProject } from './openProject.ts'
import type { PictureWatch } from './pictureWatch.ts'
import { renderLatents, type PreparedRender } from './prepareRender.ts'
import { readConcepts } from './readConcepts.ts'
import { createPictureReader, type PictureReading } from './readPicture.ts'
import type { EvaluationProgress } from './textToImage.ts'

/** Where pictures go, and what is made of them besides. `Extra` are the events of whoever watches. */
export interface SeedsTarget<Extra = never> {
  readonly outFolder: string
  /** File names, one for each seed. */
  readonly names: readonly string[]
  /** Whether each picture is read for presence and bleed. */
  readonly reading: boolean
  /** Whether heat pictures of the readings are saved beside it. */
  readonly maps: boolean
  readonly watch?: PictureWatch<Extra>
}

/**
 * Renders, reads and saves one picture for each seed of the project. A picture whose reading fails is saved without
 * one.
 * @throws EngineError of the runtime and of `writeFileAtomically`; what the signal was aborted with.
 */
export async function* renderSeeds<Extra = never>(
  prepared: PreparedRender,
  opened: OpenProject,
  { outFolder, names, reading: wantsReading, maps, watch }: SeedsTarget<Extra>,
  signal: AbortSignal,
): AsyncGenerator<RenderEvent | Extra> {
  const finish = await createFinisher(opened, prepared)
  const read = wantsReading ? yield* attemptReading(() => createPictureReader(prepared), signal) : undefined
  if (maps && !read) yield { type: 'warning', message: 'There are no maps: no concept of the project can be read.' }
  const seeds = seedsOf(prepared.project)
  const pictures = seeds.length
  const pace: Pace = { sampling: 0, evaluations: 0, finishing: 0 }
  for (const [index, seed] of seeds.entries()) {
    const started = performance.now()
    const picture = index + 1
    yield { type: 'picture', picture, pictures, seed }
    const { latents, evaluations } = yield* sample(prepared, seed, { picture, pictures }, pace, signal, watch)
    const sampledUntil = performance.now()
    const found = read && (yield* attemptReading(() => readAndDescribe(read(latents, signal), prepared), signal))
    if (found && watch) yield* watch.reading(found.reading, seed)
    const { image, png } = await finish(latents, { seed, ...(found && { presence: found.concepts }) }, signal)
    const path = join(outFolder, names[index]!)
    await writeFileAtomically(path, png)
    pace.finishing += performance.now() - sampledUntil
    const milliseconds = Math.round(performance.now() - started)
    const cache = describeCache(evaluations)
    const parts = { ...(found && { concepts: found.concepts }), ...(cache && { cache }) }
    yield { type: 'saved', picture, pictures, seed, path, milliseconds, ...parts }
    if (!maps || !found) continue
    for await (const { conceptId, name, suffix, png: heat } of heatPictures(image, found.reading, prepared)) {
      signal.throwIfAborted()
      const mapPath = path.replace(/\.png$/, suffix)
      await writeFileAtomically(mapPath, heat)
      yield { type: 'map', picture, pictures, conceptId, name, path: mapPath }
    }
  }
}

/** Milliseconds of what was done so far. */
interface Pace {
  sampling: number
  evaluations: number
  /** Reading, decoding and saving. */
  finishing: number
}

/** What is kept of an evaluation until its picture is saved. */
type EvaluationTimes = Pick<EvaluationProgress, 'rows' | 'mayReuse' | 'milliseconds' | 'predictionMilliseconds'>

/** Makes the latents of one picture and tells of every step. */
async function* sample<Extra>(
  prepared: PreparedRender,
  seed: number,
  { picture, pictures }: { readonly picture: number; readonly pictures: number },
  pace: Pace,
  signal: AbortSignal,
  watch: PictureWatch<Extra> | undefined,
): AsyncGenerator<RenderEvent | Extra, { latents: Float32Array; evaluations: readonly EvaluationTimes[] }> {
  const evaluations: EvaluationTimes[] = []
  const run = renderLatents(prepared, seed, signal, { readsAttention: watch?.readsAttention ?? false })
  for (;;) {
    const next = await run.next()
    if (next.done) return { latents: next.value, evaluations }
    const { evaluationIndex, evaluationCount, rows, mayReuse, losses, ...progress } = next.value
    const { milliseconds, predictionMilliseconds } = progress
    evaluations.push({ rows, mayReuse, milliseconds, predictionMilliseconds })
    pace.sampling += milliseconds
    pace.evaluations++
    const left = evaluationCount * (pictures - picture) + evaluationCount - evaluationIndex - 1
    // How long finishing takes is known from the second picture on.
    const finishing = picture === 1 ? 0 : pace.finishing / (picture - 1)
    yield {
      ...{ type: 'step', picture, pictures, step: progress.stepsDone, steps: progress.numInferenceSteps, milliseconds },
      millisecondsLeft: (pace.sampling / pace.evaluations) * left + finishing * (pictures - picture + 1),
      ...(mayReuse && { cache: cacheUse(rows) }),
      ...(losses.length > 0 && { refinement: { updates: losses.length, loss: losses.at(-1)! } }),
    }
    if (watch) yield* watch.evaluation(next.value, seed)
  }
}

/** What stored features did for a picture; undefined without a cache. */
function describeCache(evaluations: readonly EvaluationTimes[]): (CacheUse & { saving: number }) | undefined {
  if (!evaluations.some(({ mayReuse }) => mayReuse)) return undefined
  return { ...cacheUse(evaluations.flatMap(({ rows }) => rows)), saving: cacheSaving(evaluations) }
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
