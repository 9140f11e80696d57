import { describe, expect, it } from 'vitest'
import { createPlanExecutor } from '../composition/planExecutor.ts'
import type { Network } from '../composition/network.ts'
import type { StepPlan } from '../composition/plan.ts'
import type { ProjectInput } from '../protocol/project.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { createTorchGenerator } from '../tensor/torchRandom.ts'
import { oneCore } from '../testing/oneCore.ts'
import { relativeL2 } from '../testing/closeness.ts'
import { starterPath } from '../testing/fixtureFiles.ts'
import { planAt, predictNoise } from '../testing/plans.ts'
import { prepareStarter, starterConcept, type ConceptInput } from '../testing/starterRender.ts'
import { openModel } from './openModel.ts'
import { renderLatents, type PreparedRender } from './prepareRender.ts'

const model = await openModel(starterPath(), await createRuntime(oneCore))
const side = 64
const kiki = starterConcept('kiki', 'a kiki cat')
const bruno = starterConcept('bruno', 'a bruno dog')
const left = { type: 'box', x: 0, y: 0, width: 32, height: side } as const
const right = { type: 'box', x: 32, y: 0, width: 32, height: side } as const
const whole = { type: 'box', x: 0, y: 0, width: side, height: side } as const
const halves = [
  { ...kiki, region: left },
  { ...bruno, region: right },
]
const noise = createTorchGenerator(8).normal(4 * (side / 8) ** 2)
const point = { latents: noise, timestep: 501 }
/** Injection and masks alone. */
const still = { updates: false, reinitialisation: 'off', identity: 'injection', layout: { until: 0 } }

const prepare = (
  concepts: readonly ConceptInput[],
  { method = 'composer', ...settings }: Record<string, unknown> & { method?: string } = {},
  more: Partial<ProjectInput> = {},
) =>
  prepareStarter(model, {
    canvas: { width: side, height: side },
    prompt: 'a meadow',
    steps: 6,
    guidance: 5,
    concepts: [...concepts],
    method: { name: method as 'composer', ...settings },
    ...more,
  })

const predict = async (...args: Parameters<typeof prepare>) => {
  const prepared = await prepare(...args)
  return predictNoise(prepared, planAt(prepared, point), point)
}

async function latentsOf(prepared: PreparedRender): Promise<{ latents: Float32Array; updates: number[] }> {
  const run = renderLatents(prepared, 5, new AbortController().signal)
  const updates: number[] = []
  let next = await run.next()
  while (!next.done) {
    updates.push(next.value.losses.length)
    next = await run.next()
  }
  return { latents: next.value, updates }
}

const modes = ['faithful', 'fixed']

describe.each(modes)('LoRA-Composer, %s', (fidelity) => {
  it('LoRA-Composer invariant 1: without regions is the plain picture', async () => {
    const plain = await predict([kiki], { method: 'merge' })
    expect(await predict([kiki], { fidelity })).toEqual(plain)
  })

  it('LoRA-Composer invariant 2: with adapters of zero and the same words everywhere is the plain picture', async () => {
    const weightless = starterConcept('kiki', 'a meadow', { weight: 0 })
    const plain = await predict([weightless], { method: 'merge' })
    const region = { ...left, x: 8, width: 40 }
    expect(relativeL2(await predict([{ ...weightless, region }], { fidelity, ...still }), plain)).toBeLessThan(1e-5)
  })

  it('LoRA-Composer invariant 10: at guidance 1 negative words of regions do nothing', async () => {
    const hated = halves.map((concept) => ({ ...concept, negativeWords: 'a red fox' }))
    const unguided = { guidance: 1 }
    const without = await predict(halves, { fidelity, ...still }, unguided)
    expect(await predict(hated, { fidelity, ...still }, unguided)).toEqual(without)
    const guided = await predict(halves, { fidelity, ...still })
    expect(relativeL2(await predict(hated, { fidelity, ...still }), guided)).toBeGreaterThan(1e-3)
  })

  it('LoRA-Composer invariant 13: reads of an adapter what it injects and nothing else', async () => {
    const prepared = await prepare(halves, { fidelity, ...still })
    const before = await predictNoise(prepared, planAt(prepared, point), point)
    const changed = scrambled(prepared.network, (name) => !/attn2\.to_(k|v|out\.0):/.test(name))
    expect(await predictNoise({ ...prepared, network: changed }, planAt(prepared, point), point)).toEqual(before)
    const injected = scrambled(prepared.network, (name) => /attn2\.to_v:/.test(name))
    const after = await predictNoise({ ...prepared, network: injected }, planAt(prepared, point), point)
    expect(relativeL2(after, before)).toBeGreaterThan(1e-3)
  })

  it('LoRA-Composer invariant 7: without losses and re-initialisation makes one pass in each step', async () => {
    const { updates } = await latentsOf(await prepare(halves, { fidelity, ...still }))
    expect(updates).toEqual([0, 0, 0, 0, 0, 0])
    const noWeights = { losses: { concept: 0, fill: 0, region: 0 } }
    expect((await latentsOf(await prepare(halves, { fidelity, ...noWeights }))).updates).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('moves latents in the first steps, towards a smaller loss', async () => {
    const prepared = await prepare(halves, { fidelity })
    const { updates } = await latentsOf(prepared)
    expect(updates[0]).toBe(1)
    const refine = { ...planAt(prepared, point).refine!, iterations: 4, stepSize: 1, continues: () => true }
    const executor = createPlanExecutor(prepared.network)
    const { losses } = await executor.execute({ ...planAt(prepared, point), refine }, { ...point, stepIndex: 0 })
    expect(losses).toHaveLength(4)
    expect(losses[3]).toBeLessThan(losses[0]!)
  })

  it('LoRA-Composer invariant 1: one region that is the canvas does not hear the prompt of the picture', async () => {
    const concept = [{ ...kiki, region: whole }]
    const settings = { fidelity, backgroundShare: 0, ...still }
    const meadow = await predict(concept, settings)
    expect(relativeL2(await predict(concept, settings, { prompt: 'a castle' }), meadow)).toBeLessThan(1e-6)
  })
})

/** The same network, in whose stack the chosen factors are other numbers. */
function scrambled(network: Network, chosen: (name: string) => boolean): Network {
  const random = createTorchGenerator(1)
  const feeds = new Map(
    [...network.stack.feeds].map(([name, value]) => {
      const isEmpty = value.data.every((element) => element === 0)
      if (!chosen(name) || isEmpty) return [name, value] as const
      return [name, { ...value, data: random.normal(value.data.length) }] as const
    }),
  )
  return { ...network, stack: { ...network.stack, feeds } }
}

describe('updates of LoRA-Composer', () => {
  /** How many updates a run makes if each step has the given loss. */
  async function countUpdates(fidelity: string, lossOf: (stepIndex: number) => number): Promise<number> {
    const prepared = await prepare(halves, { fidelity }, { steps: 50 })
    const run = prepared.planner.startRun()
    let updates = 0
    for (let stepIndex = 0; stepIndex < 50; stepIndex++) {
      const position = { stepIndex, numInferenceSteps: 50, timestep: 501, opensStep: true, latents: noise }
      const plan: StepPlan = run.planStep(position)
      if (!plan.refine) continue
      updates++
      const cells = 16
      const tokens = plan.rows[0]!.conditional.tokens
      plan.refine.loss([
        { cross: new Float32Array(cells * tokens).fill(lossOf(stepIndex)), self: new Float32Array(256) },
      ])
    }
    return updates
  }

  it.each(modes)(
    'LoRA-Composer invariant 8: are 26 while the loss falls and 6 if it rises at step 5, %s',
    async (mode) => {
      // more attention is less loss
      expect(await countUpdates(mode, (step) => 0.01 * (step + 1))).toBe(26)
      expect(await countUpdates(mode, (step) => (step < 5 ? 0.01 * (step + 1) : 0))).toBe(6)
    },
  )

  it('in fixed mode take the same parts of a short run', async () => {
    const { updates } = await latentsOf(await prepare(halves))
    expect(updates.slice(0, 2)).toEqual([1, 1])
    expect(updates.slice(4)).toEqual([0, 0])
  })
})

describe('LoRA-Composer with unusual regions', () => {
  it.each([
    ['boxes that overlap', [halves[0]!, { ...bruno, region: { ...right, x: 16 } }]],
    [
      'a region below another',
      [
        { ...kiki, region: left },
        { ...bruno, region: whole, order: 1 },
      ],
    ],
    ['a box smaller than a cell', [{ ...kiki, region: { ...left, width: 3, height: 3 } }, halves[1]!]],
    ['one adapter in two regions', [halves[0]!, { ...kiki, id: 'twin', region: right }]],
    ['a concept without an adapter', [halves[0]!, { ...bruno, adapters: [], region: right }]],
    [
      'a polygon',
      [
        {
          ...kiki,
          region: {
            type: 'polygon',
            points: [
              { x: 0, y: 0 },
              { x: 30, y: 0 },
              { x: 0, y: 60 },
            ],
          },
        },
      ],
    ],
  ] as [string, ConceptInput[]][])('renders %s', async (_, concepts) => {
    const { latents } = await latentsOf(await prepare(concepts, {}, { steps: 3 }))
    expect(latents.every(Number.isFinite)).toBe(true)
  })

  it('renders sizes at which grids do not divide evenly', async () => {
    const { latents } = await latentsOf(await prepare(halves, {}, { canvas: { width: 88, height: 56 }, steps: 2 }))
    expect(latents.every(Number.isFinite)).toBe(true)
  })

  it('says which regions are too small or hidden', async () => {
    const tiny = { ...kiki, region: { ...left, width: 3, height: 3 } }
    const hidden = { ...bruno, region: left }
    const above = { ...starterConcept('luna', 'a luna rabbit'), region: whole, order: 2 }
    const { planner } = await prepare([tiny, hidden, above])
    expect(planner.warnings!.join('\n')).toMatch(/'kiki' is as large as/)
    expect(planner.warnings!.join('\n')).toMatch(/'bruno' is hidden/)
  })

  it('refuses guided words that the concept does not say', async () => {
    const settings = { guidedWords: { kiki: 'lion' } }
    await expect(prepare(halves, settings)).rejects.toMatchObject({ code: 'setting-invalid' })
  })
})
