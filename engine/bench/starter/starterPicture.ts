import { encodePrompt } from '../../conditioning/textEncoders.ts'
import { starterModelFolder } from '../../cli/installation.ts'
import { createAdapterReader } from '../../pipeline/concepts.ts'
import { decodeLatents } from '../../pipeline/decodeLatents.ts'
import { openModel } from '../../pipeline/openModel.ts'
import { prepareRender, renderLatents } from '../../pipeline/prepareRender.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import { measureMemory } from '../processMemory.ts'
import { millisecondsOf, startStopwatch } from '../stopwatch.ts'
import { starterProject } from './starterProject.ts'

/**
 * The first picture of a process, in milliseconds: `picture` is everything from the folder to the pixels. The text is
 * encoded once more by itself, after the picture.
 */
export async function measureStarterPicture({ threads }: { readonly threads: number }) {
  const runtime = await createRuntime({ provider: 'cpu', threads })
  const whole = startStopwatch()
  const model = await openModel(starterModelFolder(), runtime)
  const { project, placed } = starterProject()
  const prepared = await prepareRender(model, project, placed, createAdapterReader())
  const { signal } = new AbortController()
  const run = renderLatents(prepared, 1, signal)
  const steps: number[] = []
  let next = await run.next()
  while (!next.done) {
    steps.push(next.value.milliseconds)
    next = await run.next()
  }
  const latents = next.value
  const parts = { vae: model.checkpoint.vae!, openGraph: model.openGraph, memoryBound: 2 ** 31 }
  const firstDecode = await millisecondsOf(() => decodeLatents(parts, latents, prepared.size, signal))
  const picture = whole()
  const { peak } = measureMemory()

  const decode = await millisecondsOf(() => decodeLatents(parts, latents, prepared.size, signal))
  const textEncode = await millisecondsOf(() => encodePrompt(prepared.adapters.encoders, project.prompt, []))
  return { textEncode, firstStep: steps[0]!, steps: steps.slice(1), firstDecode, decode, picture, peak }
}
