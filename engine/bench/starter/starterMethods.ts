import { createAttentionReader } from '../../composition/attentionReader.ts'
import { createPlanExecutor } from '../../composition/planExecutor.ts'
import { starterModelFolder } from '../../cli/installation.ts'
import { assert } from '../../errors/engineError.ts'
import { createAdapterReader } from '../../pipeline/concepts.ts'
import { openModel } from '../../pipeline/openModel.ts'
import { renderLatents, type PreparedRender } from '../../pipeline/prepareRender.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import { createTorchGenerator } from '../../tensor/torchRandom.ts'
import { measureInTurns } from '../stopwatch.ts'
import { prepareMethod, type MethodProjectSettings } from './methodProject.ts'
import type { StarterTurnsInput } from './starterSlots.ts'

/** What is compared: each method with four concepts, and the bare picture. */
const settings = {
  plain: { method: { name: 'merge' }, hasConcepts: false },
  merge: { method: { name: 'merge' } },
  switch: { method: { name: 'switch' } },
  composite: { method: { name: 'composite' } },
  regional: { method: { name: 'regional' }, hasRegions: true },
  regionalRows: { method: { name: 'regional-rows' }, hasRegions: true },
  composer: { method: { name: 'composer' }, hasRegions: true },
} as const satisfies Record<string, MethodProjectSettings>
type MethodKey = keyof typeof settings

/** A step in the middle of a run, where neither layouts are formed nor latents updated. */
const middleStep = 10
const timestep = 501
const seed = 1

/**
 * Everything in one process, in turns: single evaluations of every method, whole runs, and of LoRA-Composer's attention
 * the forward pass to the maps and that with the gradient.
 */
export async function measureStarterMethods({
  rounds,
  runRounds,
  threads,
}: StarterTurnsInput & { readonly runRounds: number }) {
  const model = await openModel(starterModelFolder(), await createRuntime({ provider: 'cpu', threads }))
  const read = createAdapterReader()
  const prepared = {} as Record<MethodKey, PreparedRender>
  for (const name of Object.keys(settings) as MethodKey[]) {
    prepared[name] = await prepareMethod(model, read, settings[name])
  }
  const names = Object.keys(settings) as MethodKey[]
  const evaluations = Object.fromEntries(names.map((name) => [name, evaluationOf(prepared[name])]))
  const steps = await measureInTurns(evaluations as Record<MethodKey, () => Promise<unknown>>, rounds)
  const gradients = await measureInTurns(await gradientOf(prepared.composer), rounds)
  const { plain, regional, composer } = prepared
  const runs = await measureInTurns(
    { plain: () => wholeRun(plain), regional: () => wholeRun(regional), composer: () => wholeRun(composer) },
    runRounds,
  )
  const updates = await wholeRun(composer)
  await model.release()
  return { steps, gradients, runs, updates }
}

/** One evaluation in the middle of a run, planning and feeds included. */
function evaluationOf(prepared: PreparedRender): () => Promise<unknown> {
  const executor = createPlanExecutor(prepared.network)
  const run = prepared.planner.startRun()
  const latents = latentsOf(prepared)
  const numInferenceSteps = prepared.project.steps
  return () => {
    const plan = run.planStep({ stepIndex: middleStep, numInferenceSteps, timestep, latents, opensStep: false })
    return executor.execute(plan, { latents, timestep, stepIndex: middleStep })
  }
}

/**
 * What an update of the latents computes: attention, and its gradient by the latents, which is forward and backward.
 */
async function gradientOf(prepared: PreparedRender) {
  const attention = createAttentionReader(prepared.network)
  const latents = latentsOf(prepared)
  const { project, planner } = prepared
  const position = { stepIndex: 0, numInferenceSteps: project.steps, timestep, latents, opensStep: true }
  const { refine } = planner.startRun().planStep(position)
  assert(refine, 'LoRA-Composer updates latents in its first step')
  const { reading } = refine
  const { gradients } = refine.loss(await attention.read(reading, latents, timestep))
  return {
    forward: () => attention.read(reading, latents, timestep),
    gradient: () => attention.gradient(reading, gradients, latents, timestep),
  }
}

/** All steps of a picture, opening and decoding aside. How many updates of latents there were. */
async function wholeRun(prepared: PreparedRender): Promise<number> {
  let updates = 0
  for await (const { losses } of renderLatents(prepared, seed, new AbortController().signal)) updates += losses.length
  return updates
}

function latentsOf({ network: { latentShape } }: PreparedRender): Float32Array {
  const [channels, height, width] = latentShape
  return createTorchGenerator(seed).normal(channels * height * width)
}
