import { describe, expect, it } from 'vitest'
import type { StepPlan } from '../composition/plan.ts'
import type { ProjectInput } from '../protocol/project.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { createTorchGenerator } from '../tensor/torchRandom.ts'
import { oneCore } from '../testing/oneCore.ts'
import { relativeL2 } from '../testing/closeness.ts'
import { starterPath } from '../testing/fixtureFiles.ts'
import { planAt, predictNoise } from '../testing/plans.ts'
import { prepareStarter, starterConcept, type ConceptInput } from '../testing/starterRender.ts'
import { swept } from '../testing/sweep.ts'
import { openModel } from './openModel.ts'
import { renderLatents, type PreparedRender } from './prepareRender.ts'

const model = await openModel(starterPath(), await createRuntime(oneCore))
const kiki = starterConcept('kiki', 'a kiki cat')
const bruno = starterConcept('bruno', 'a bruno dog')
const luna = starterConcept('luna', 'a luna rabbit')
const noise = createTorchGenerator(8).normal(4 * 8 * 8)
const point = { latents: noise, timestep: 501 }

const prepare = (
  concepts: readonly ConceptInput[],
  { method = 'cmlora', ...methodSettings }: Record<string, unknown> & { method?: string } = {},
  more: Partial<ProjectInput> = {},
) =>
  prepareStarter(model, {
    canvas: { width: 64, height: 64 },
    prompt: 'a meadow',
    steps: 12,
    concepts: [...concepts],
    method: { name: method as 'cmlora', ...methodSettings },
    ...more,
  })

/** What is planned at every step of a run. */
function plansOf(prepared: PreparedRender): StepPlan[] {
  const run = prepared.planner.startRun()
  const { steps: numInferenceSteps } = prepared.project
  return Array.from({ length: numInferenceSteps }, (_, stepIndex) =>
    run.planStep({ stepIndex, numInferenceSteps, timestep: 501, latents: noise, opensStep: true }),
  )
}

/** The row that counts most at each step, by its place in the ring. */
const dominants = (plans: readonly StepPlan[]) =>
  plans.map(({ combine }) => (combine as number[]).indexOf(Math.max(...(combine as number[]))))

async function latentsOf(prepared: PreparedRender): Promise<Float32Array> {
  const run = renderLatents(prepared, 5, new AbortController().signal)
  let next = await run.next()
  while (!next.done) next = await run.next()
  return next.value
}

describe('CMLoRA', () => {
  it.each(swept(['repaired', 'released'], ['paper', 'released-online', 'released-async']))(
    'cache invariant 1: with one adapter is plain rendering, as %s',
    async (mode) => {
      const plain = await latentsOf(await prepare([kiki], { method: 'merge' }))
      const schedule = { type: 'uniform', interval: 1 }
      expect(await latentsOf(await prepare([kiki], { mode, schedule }))).toEqual(plain)
    },
  )

  it('cache invariant 2: of equal adapters is that adapter', async () => {
    const silent = { ...kiki, words: '', adapters: [{ ...kiki.adapters[0], textEncoderWeight: 0 }] }
    const single = await prepare([silent])
    const double = await prepare([silent, { ...silent, id: 'twin' }])
    const expected = await predictNoise(single, planAt(single, point), point)
    expect(relativeL2(await predictNoise(double, planAt(double, point), point), expected)).toBeLessThan(1e-5)
  })

  it('cache invariant 3: with equal weights and no cache is Composite', async () => {
    const composite = await prepare([kiki, bruno], { method: 'composite' })
    const prepared = await prepare([kiki, bruno])
    const { reuse: _, ...plan } = planAt(prepared, point)
    const equal = await predictNoise(prepared, { ...plan, combine: [0.5, 0.5] }, point)
    expect(equal).toEqual(await predictNoise(composite, planAt(composite, point), point))
  })

  it('cache invariant 5: depends on the order of concepts', async () => {
    const concepts = [kiki, bruno].map((concept) => ({ ...concept, words: '' }))
    const forward = await latentsOf(await prepare(concepts, {}, { steps: 4 }))
    const backward = await latentsOf(await prepare(concepts.toReversed(), {}, { steps: 4 }))
    expect(relativeL2(backward, forward)).toBeGreaterThan(1e-3)
  })

  it('cache invariant 48: dominance in the gates is not dominance of predictions', async () => {
    const prepared = await prepare([kiki, bruno])
    const plan = planAt(prepared, point)
    const byRows = await predictNoise(prepared, plan, point)
    const shares = plan.combine as number[]
    const gate = plan.rows[0]!.gate.map((_, adapter) => ({ strength: 0.9 * shares[adapter]! }))
    const byGates = await predictNoise(prepared, { rows: [{ ...plan.rows[0]!, gate }], combine: [1] }, point)
    expect(relativeL2(byGates, byRows)).toBeGreaterThan(1e-3)
  })

  it('lets concepts of high frequency dominate early and those of low frequency late', async () => {
    const plans = plansOf(await prepare([luna, kiki, bruno], { mode: 'paper', kinds: { luna: 'low' } }))
    const lastEarly = Math.round((120 / 220) * 12)
    const late = dominants(plans).map((dominant) => dominant === 2)
    expect(late).toEqual(late.map((_, step) => step > lastEarly))
    expect(plans[0]!.rows[2]!.gate.map(({ strength }) => strength)).toEqual([0.9, 0, 0])
  })

  it('always computes the dominant concept, as the paper says, and reports how old the others are', async () => {
    const prepared = await prepare([kiki, bruno, luna], { mode: 'paper' })
    const plans = plansOf(prepared)
    const computed = plans.map(({ reuse }) => (reuse!.type === 'planned' ? reuse!.computed : []))
    dominants(plans).forEach((dominant, step) => expect(computed[step]![dominant]).toBe(true))
    const run = renderLatents(prepared, 5, new AbortController().signal)
    const ages: number[][] = []
    for await (const { rows } of run) ages.push(rows.map(({ age }) => age))
    expect(ages[0]).toEqual([0, 0, 0])
    expect(Math.max(...ages.flat())).toBeGreaterThan(0)
    expect(Math.max(...ages.flat())).toBeLessThanOrEqual(2)
  })

  it('decides its phase by the spectrum where it is asked to', async () => {
    const low = { kinds: { bruno: 'low' }, mode: 'paper', phase: 'spectrum' }
    const flat = plansOf(await prepare([kiki, bruno, luna], { ...low, phaseThreshold: 0 }))
    expect(new Set(dominants(flat))).toEqual(new Set([0, 1]))
    const steep = plansOf(await prepare([kiki, bruno, luna], { ...low, phaseThreshold: 1 }))
    expect(dominants(steep)).toEqual([0, ...Array.from({ length: 11 }, () => 2)])
  })

  it('works with a sampler that predicts twice in a step', async () => {
    const prepared = await prepare([kiki, bruno], {}, { sampler: 'Heun', steps: 4 })
    expect((await latentsOf(prepared)).every(Number.isFinite)).toBe(true)
  })

  it('renders a project without adapters', async () => {
    const bare = [{ id: 'cat', name: 'cat', words: 'a cat' }]
    const plain = await latentsOf(await prepare(bare, { method: 'merge' }, { steps: 3 }))
    expect(await latentsOf(await prepare(bare, { schedule: { type: 'uniform', interval: 1 } }, { steps: 3 }))).toEqual(
      plain,
    )
  })

  it('refuses a schedule that is not possible before rendering', async () => {
    const schedule = { type: 'quad-centre', interval: 1, centre: 900, power: 1.01 }
    await expect(prepare([kiki, bruno], { schedule })).rejects.toMatchObject({ code: 'setting-invalid' })
  })
})
