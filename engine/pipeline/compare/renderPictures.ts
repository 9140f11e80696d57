import { join } from 'node:path'
import { writeFileAtomically } from '../../files/atomicWrite.ts'
import type { CompareEvent } from '../../protocol/compareEvents.ts'
import { seedsOf } from '../../protocol/project.ts'
import { observedNetwork, type NetworkCall } from '../cost/networkCalls.ts'
import { createFinisher } from '../finishPicture.ts'
import type { OpenProject } from '../openProject.ts'
import type { PictureWatch } from '../pictureWatch.ts'
import { renderLatents, type PreparedRender } from '../prepareRender.ts'

/** Where the pictures of a method go, and where it stands in a comparison. */
export interface PictureTarget<Extra = never> {
  readonly outFolder: string
  /** File names, one for each seed. */
  readonly names: readonly string[]
  /** How many pictures of other methods come before, and how many there are in all. */
  readonly before: number
  readonly pictures: number
  /** Milliseconds of every picture so far, of all methods; those of this one are added. */
  readonly times: number[]
  readonly watch?: PictureWatch<Extra>
}

/** A picture that is saved. */
export interface RenderedPicture {
  readonly seed: number
  readonly path: string
  readonly milliseconds: number
  readonly latents: Float32Array
  /** The loss before each update. */
  readonly losses: number[]
  readonly calls: readonly Pick<NetworkCall, 'kind' | 'rows'>[]
}

/** Renders one picture for each seed of the project and adds it to `rendered` when it is saved. */
export async function* renderPictures<Extra = never>(
  opened: OpenProject,
  prepared: PreparedRender,
  { outFolder, names, before, pictures, times, watch }: PictureTarget<Extra>,
  rendered: RenderedPicture[],
  signal: AbortSignal,
): AsyncGenerator<CompareEvent | Extra> {
  const finish = await createFinisher(opened, prepared)
  for (const [index, seed] of seedsOf(prepared.project).entries()) {
    const started = performance.now()
    const picture = before + index + 1
    yield { type: 'picture', picture, pictures, seed }
    const calls: RenderedPicture['calls'][number][] = []
    const losses: number[] = []
    const network = observedNetwork(prepared.network, ({ kind, rows }) => calls.push({ kind, rows }))
    const run = renderLatents({ ...prepared, network }, seed, signal, {
      readsAttention: watch?.readsAttention ?? false,
    })
    let next = await run.next()
    while (!next.done) {
      const { evaluationIndex, evaluationCount, stepsDone, numInferenceSteps, milliseconds } = next.value
      losses.push(...next.value.losses)
      const elapsed = performance.now() - started
      const whole = (elapsed / (evaluationIndex + 1)) * evaluationCount
      const millisecondsLeft = whole - elapsed + (pictures - picture) * mean([...times, whole])
      yield {
        type: 'step',
        picture,
        pictures,
        step: stepsDone,
        steps: numInferenceSteps,
        milliseconds,
        millisecondsLeft,
      }
      if (watch) yield* watch.evaluation(next.value, seed)
      next = await run.next()
    }
    const latents = next.value
    const { png } = await finish(latents, { seed }, signal)
    const path = join(outFolder, names[index]!)
    await writeFileAtomically(path, png)
    const milliseconds = Math.round(performance.now() - started)
    times.push(milliseconds)
    rendered.push({ seed, path, milliseconds, latents, losses, calls })
    yield { type: 'saved', picture, pictures, seed, path, milliseconds }
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
