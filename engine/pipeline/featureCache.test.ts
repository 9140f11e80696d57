import { describe, expect, it } from 'vitest'
import { createPlanExecutor } from '../composition/planExecutor.ts'
import type { FeatureReuse, StepPlan } from '../composition/plan.ts'
import type { ProjectInput } from '../protocol/project.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { createTorchGenerator } from '../tensor/torchRandom.ts'
import { oneCore } from '../testing/oneCore.ts'
import { relativeL2 } from '../testing/closeness.ts'
import { starterPath } from '../testing/fixtureFiles.ts'
import { planAt } from '../testing/plans.ts'
import { firstBlockCut } from '../networks/unet/featureCut.ts'
import { prepareStarter, starterConcept, type ConceptInput } from '../testing/starterRender.ts'
import { swept } from '../testing/sweep.ts'
import { openModel } from './openModel.ts'
import { renderLatents, type PreparedRender } from './prepareRender.ts'
import type { EvaluationProgress } from './textToImage.ts'

const model = await openModel(starterPath(), await createRuntime(oneCore))
const kiki = starterConcept('kiki', 'a kiki cat')
const bruno = starterConcept('bruno', 'a bruno dog')
const settings = { canvas: { width: 64, height: 96 }, steps: 7, prompt: 'a meadow' } as const
const noise = createTorchGenerator(8).normal(4 * 8 * 12)
const { signal } = new AbortController()

const prepare = (more: Partial<ProjectInput>, concepts: readonly ConceptInput[] = [kiki, bruno]) =>
  prepareStarter(model, { ...settings, concepts: [...concepts], ...more })

async function render(
  prepared: PreparedRender,
  seed = 3,
): Promise<{ latents: Float32Array; steps: EvaluationProgress[] }> {
  const run = renderLatents(prepared, seed, signal)
  const steps: EvaluationProgress[] = []
  let next = await run.next()
  while (!next.done) {
    steps.push(next.value)
    next = await run.next()
  }
  return { latents: next.value, steps }
}

const agesOf = (steps: readonly EvaluationProgress[], row = 0) => steps.map(({ rows }) => rows[row]!.age)

describe('a feature cache', async () => {
  const plain = await render(await prepare({}))

  it('cache invariant 19: with interval 1 changes nothing, bit for bit', async () => {
    const { latents, steps } = await render(await prepare({ cache: { type: 'uniform', interval: 1 } }))
    expect(latents).toEqual(plain.latents)
    expect(agesOf(steps)).toEqual([0, 0, 0, 0, 0, 0, 0])
  })

  it('cache invariant 27: with threshold 0 skips nothing, with an infinite one all that may be skipped', async () => {
    const never = await render(await prepare({ cache: { type: 'first-block', threshold: 0 } }))
    expect(never.latents).toEqual(plain.latents)
    const always = await render(await prepare({ cache: { type: 'first-block', threshold: 1e9, mostSkips: 2 } }))
    expect(agesOf(always.steps)).toEqual([0, 1, 2, 0, 1, 2, 0])
    expect(relativeL2(always.latents, plain.latents)).toBeGreaterThan(1e-3)
  })

  it('computes everything every so many steps, and says how old its features are', async () => {
    const { latents, steps } = await render(await prepare({ cache: { type: 'uniform', interval: 3 } }))
    expect(agesOf(steps)).toEqual([0, 1, 2, 0, 1, 2, 0])
    expect(steps.map(({ rows }) => rows[0]!.isComputed)).toEqual([true, false, false, true, false, false, true])
    expect(relativeL2(latents, plain.latents)).toBeGreaterThan(1e-3)
  })

  it('is densest around its centre', async () => {
    const cache = { type: 'non-uniform', interval: 3, centre: 4 } as const
    const { steps } = await render(await prepare({ cache, steps: 12 }))
    const computed = steps.flatMap(({ rows }, index) => (rows[0]!.isComputed ? [index] : []))
    expect(computed).toHaveLength(4)
    expect(computed[0]).toBe(0)
  })

  const methods = swept<Record<string, unknown>>(
    [
      { name: 'merge' },
      { name: 'switch', period: 4 },
      { name: 'regional' },
      { name: 'composer' },
      { name: 'clora', drawing: 'none', latentUpdate: false, maskFrom: 3 },
    ],
    [{ name: 'composite' }, { name: 'regional-rows' }, { name: 'clora', repetitions: 0 }],
  )

  it.each(methods)('works with %o', async (method) => {
    const left = { type: 'box', x: 0, y: 0, width: 32, height: 96 } as const
    const concepts = [{ ...kiki, region: left }, bruno]
    const cache = { type: 'uniform', interval: 2 } as const
    const { steps } = await render(await prepare({ cache, method: method as { name: 'merge' } }, concepts))
    expect(steps.some(({ rows }) => rows.some(({ isComputed }) => !isComputed))).toBe(true)
    expect(Math.max(...steps.flatMap(({ rows }) => rows.map(({ age }) => age)))).toBe(1)
  })

  it('is not used by a row whose adapters or words have changed since', async () => {
    const changing = { ...kiki, adapters: [{ ...kiki.adapters[0]!, from: 0.3 }] } // joins at step 3 of 7
    const { steps } = await render(await prepare({ cache: { type: 'uniform', interval: 7 } }, [changing]))
    expect(agesOf(steps)).toEqual([0, 1, 2, 0, 1, 2, 3])
  })

  it('cache invariant 26: a run after one that was left in the middle is as the first', async () => {
    const prepared = await prepare({ cache: { type: 'uniform', interval: 3 } })
    const first = await render(prepared)
    const left = renderLatents(prepared, 9, signal)
    await left.next()
    await left.next()
    await left.return(new Float32Array())
    expect((await render(prepared)).latents).toEqual(first.latents)
  })

  it('refuses a cut that the network does not have', async () => {
    const cache = { type: 'uniform', interval: 3, cut: { downBlock: 7, pair: 0 } } as const
    await expect(prepare({ cache })).rejects.toMatchObject({ code: 'setting-invalid' })
  })
})

describe('stored features', async () => {
  const prepared = await prepare({ method: { name: 'composite' } })
  const point = (stepIndex: number) => ({ latents: noise, timestep: 501, stepIndex })
  const cut = firstBlockCut(model.checkpoint.unet.config)
  const planned = (...computed: boolean[]): FeatureReuse => ({ type: 'planned', cut, computed })
  const plan = planAt(prepared, { latents: noise, timestep: 501 })
  const [first, second] = plan.rows
  const only = (row: 0 | 1): StepPlan['combine'] => (row === 0 ? [1, 0] : [0, 1])

  it('cache invariant 22: belong to one row alone, and to one half of guidance', async () => {
    const { execute } = createPlanExecutor(prepared.network)
    const whole = (combine: StepPlan['combine']) =>
      createPlanExecutor(prepared.network).execute({ ...plan, combine }, point(0))
    await execute({ ...plan, reuse: planned(true, true) }, point(0))
    for (const row of [0, 1] as const) {
      const reused = await execute({ ...plan, combine: only(row), reuse: planned(false, false) }, point(1))
      const expected = await whole(only(row))
      expect(relativeL2(reused.prediction.noise, expected.prediction.noise)).toBeLessThan(1e-6)
    }
  })

  it('of one row are kept while another is computed anew', async () => {
    const { execute } = createPlanExecutor(prepared.network)
    await execute({ ...plan, reuse: planned(true, true) }, point(0))
    const { prediction } = await execute({ ...plan, reuse: planned(true, false) }, point(2))
    expect(prediction.rows).toEqual([
      { isComputed: true, age: 0 },
      { isComputed: false, age: 2 },
    ])
  })

  it('are not read by a row with another gate', async () => {
    const { execute } = createPlanExecutor(prepared.network)
    await execute({ ...plan, reuse: planned(true, true) }, point(0))
    const stronger = { ...first!, gate: first!.gate.map((gate) => ({ ...gate, strength: gate.strength + 0.1 })) }
    const changed = { ...plan, rows: [stronger, second!], reuse: planned(false, false) }
    const { prediction } = await execute(changed, point(1))
    expect(prediction.rows.map(({ isComputed }) => isComputed)).toEqual([true, false])
  })
})
