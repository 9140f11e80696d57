import { beforeAll, describe, expect, it } from 'vitest'
import { createAttentionReader } from '../attentionReader.ts'
import type { Network } from '../network.ts'
import { createPlanExecutor } from '../planExecutor.ts'
import type { PlanRowAttention, RowWeight, StepPlan } from '../plan.ts'
import { createAdapterReader } from '../../pipeline/concepts.ts'
import { openModel, type OpenModel } from '../../pipeline/openModel.ts'
import { prepareRender, renderLatents, type PreparedRender } from '../../pipeline/prepareRender.ts'
import { createProject, type ProjectInput } from '../../protocol/project.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import { createScheduler } from '../../schedulers/samplers.ts'
import { createTorchGenerator } from '../../tensor/torchRandom.ts'
import { oneCore } from '../../testing/oneCore.ts'
import { relativeL2 } from '../../testing/closeness.ts'
import { starterPath } from '../../testing/fixtureFiles.ts'
import { planAt, predictNoise } from '../../testing/plans.ts'

type ConceptInput = NonNullable<ProjectInput['concepts']>[number]
type Settings = Record<string, unknown>

const side = 64
const cells = (side / 8) ** 2
const noise = createTorchGenerator(8).normal(4 * cells)
const point = { latents: noise, timestep: 801 }
const read = createAdapterReader()
const faithful = { fidelity: 'faithful' }
const still = { latentUpdate: false }
let model: OpenModel

beforeAll(async () => {
  model = await openModel(starterPath(), await createRuntime(oneCore))
})

function concept(id: string, words: string, more: Partial<ConceptInput> = {}, weight = 0.9, file = id): ConceptInput {
  return {
    id,
    name: id,
    words,
    adapters: [{ file: { path: starterPath(`loras/${file}.safetensors`) }, weight }],
    ...more,
  }
}

const kiki = concept('kiki', 'a kiki cat')
const bruno = concept('bruno', 'a bruno dog')
const left = { type: 'box', x: 0, y: 0, width: side / 2, height: side } as const
const right = { type: 'box', x: side / 2, y: 0, width: side / 2, height: side } as const
const whole = { type: 'box', x: 0, y: 0, width: side, height: side } as const
const placed = [
  { ...kiki, region: left },
  { ...bruno, region: right },
]

async function prepare(
  concepts: readonly ConceptInput[],
  settings: Settings = {},
  more: Partial<Omit<ProjectInput, 'concepts'>> = {},
  name = 'clora',
): Promise<PreparedRender> {
  const project = createProject({
    model: { path: starterPath() },
    canvas: { width: side, height: side },
    prompt: 'a kiki cat and a bruno dog in a meadow',
    guidance: 5,
    steps: 4,
    sampler: 'DDIM',
    method: { name: name as 'clora', ...settings },
    concepts: [...concepts],
    ...more,
  })
  const adapters = project.concepts.flatMap((owner) =>
    owner.adapters.map((adapter) => ({ concept: owner, settings: adapter, path: adapter.file.path })),
  )
  return prepareRender(model, project, adapters, read)
}

function planOf(prepared: PreparedRender, stepIndex = 0, latents = noise): StepPlan {
  return planAt(prepared, { ...point, latents, stepIndex })
}

/** What a plan predicts without its updates. */
function predict(prepared: PreparedRender, { refine: _, ...plan }: StepPlan, latents = noise): Promise<Float32Array> {
  return predictNoise(prepared, plan, { ...point, latents })
}

function predictRow(prepared: PreparedRender, plan: StepPlan, row: number): Promise<Float32Array> {
  return predict(prepared, { rows: [plan.rows[row]!], combine: [1] })
}

/** The weights that a plan finds from the attention of its prediction. */
async function weightsOf(prepared: PreparedRender, plan: StepPlan): Promise<readonly RowWeight[]> {
  if (typeof plan.combine !== 'function') return plan.combine
  let found: readonly RowWeight[] = []
  const { combine } = plan
  await predict(prepared, { ...plan, combine: (attention) => (found = combine(attention)) })
  return found
}

function weighted(rows: readonly Float32Array[], weights: readonly RowWeight[]): Float32Array {
  return noise.map((_, index) =>
    rows.reduce((sum, row, at) => {
      const weight = weights[at]!
      return sum + row[index]! * (typeof weight === 'number' ? weight : weight[index % weight.length]!)
    }, 0),
  )
}

async function render(prepared: PreparedRender): Promise<Float32Array> {
  const run = renderLatents(prepared, 3, new AbortController().signal)
  for (;;) {
    const { done, value } = await run.next()
    if (done) return value
  }
}

describe('the branches of CLoRA', () => {
  it.each([faithful, {}])('CLoRA invariant 1: without concepts the picture is the plain one, %j', async (settings) => {
    const plain = await prepare([], {}, {}, 'merge')
    const bare = await prepare([], { ...settings, threshold: 0.9 })
    expect(await predict(bare, planOf(bare))).toEqual(await predict(plain, planOf(plain)))
    expect(planOf(bare).refine).toBeUndefined()
  })

  it('CLoRA invariant 2: a single branch with an adapter is the plain picture with that adapter', async () => {
    const plain = await prepare([kiki], {}, {}, 'merge')
    const single = await prepare([kiki], { styles: ['kiki'] })
    const bare = await prepare([])
    expect(await predict(single, planOf(single))).toEqual(await predict(plain, planOf(plain)))
    expect(relativeL2(await predict(single, planOf(single)), await predict(bare, planOf(bare)))).toBeGreaterThan(1e-3)
  })

  it('read the names of other concepts as nouns, and know where they stand', async () => {
    const prepared = await prepare([kiki, bruno])
    const { findTokens } = prepared.context
    const places = planOf(prepared).rows.map(({ conceptTokens }) => conceptTokens)
    const dogIn = (prompt: string, words: string) => findTokens(prompt, words)[0]!
    expect(places.map((row) => row!.find(({ conceptId }) => conceptId === 'bruno')!.tokens)).toEqual([
      dogIn('a cat and a dog', 'dog'),
      dogIn('a kiki cat and a dog', 'dog'),
      dogIn('a cat and a bruno dog', 'bruno dog'),
    ])
  })

  it('act with their own adapters alone', async () => {
    const gates = planOf(await prepare([kiki, bruno])).rows.map(({ gate }) => gate.map(({ strength }) => strength))
    expect(gates).toEqual([
      [0, 0],
      [0.9, 0],
      [0, 0.9],
    ])
  })

  it('CLoRA invariant 13: a style of weight 0 is none, and one of another weight acts in every branch', async () => {
    const style = (weight: number) => concept('pixelart', '', {}, weight)
    const none = await prepare([kiki, bruno], still)
    const zero = await prepare([style(0), kiki, bruno], still)
    const full = await prepare([style(1), kiki, bruno], still)
    const expected = await predict(none, planOf(none))
    expect(relativeL2(await predict(zero, planOf(zero)), expected)).toBeLessThan(1e-5)
    expect(relativeL2(await predict(full, planOf(full)), expected)).toBeGreaterThan(1e-3)
    expect(planOf(full).rows.map(({ gate }) => gate[0]!.strength)).toEqual([1, 1, 1])
  })

  it('CLoRA invariant 13: a doubled branch changes nothing where no other concept has a mask', async () => {
    const twin = concept('twin', kiki.words!, {}, 0.9, 'kiki')
    for (const settings of [{ ...faithful, ...still, threshold: 0.8 }, still]) {
      const [once, twice] = [await prepare([kiki], settings), await prepare([kiki, twin], settings)]
      expect(relativeL2(await predict(twice, planOf(twice)), await predict(once, planOf(once)))).toBeLessThan(1e-5)
    }
    const rivals = { ...faithful, ...still, threshold: 0 }
    const [once, twice] = [await prepare([kiki, bruno], rivals), await prepare([kiki, twin, bruno], rivals)]
    expect(relativeL2(await predict(twice, planOf(twice)), await predict(once, planOf(once)))).toBeGreaterThan(1e-4)
  })

  it('refuse a concept of which nothing tells where it is', async () => {
    const silent = { ...kiki, words: ' ', region: left }
    await expect(prepare([silent])).rejects.toMatchObject({ code: 'setting-invalid', message: /kiki/ })
    await expect(prepare([{ ...kiki, words: '' }], { styles: [] })).rejects.toMatchObject({ code: 'setting-invalid' })
  })

  it('warn of settings for concepts that are not there', async () => {
    const { planner } = await prepare([kiki], { nouns: { kikki: 'cat' }, styles: [] })
    expect(planner.warnings).toEqual([expect.stringContaining("'kikki'")])
  })

  it('give each concept its own negative words', async () => {
    const prepared = await prepare([{ ...kiki, negativeWords: 'fog' }, bruno])
    const [base, own, other] = planOf(prepared).rows.map(({ unconditional }) => unconditional.embeddings)
    const plain = planOf(await prepare([kiki, bruno])).rows.map(({ unconditional }) => unconditional.embeddings)
    expect([base, other]).toEqual([plain[0], plain[2]])
    expect(own).not.toEqual(plain[1])
  })
})

describe('the masks of CLoRA', () => {
  it.each([faithful, {}])('CLoRA invariant 3: at threshold 1 the background is alone, %j', async (settings) => {
    const prepared = await prepare([kiki, bruno], { ...settings, ...still, threshold: 1 })
    const plan = planOf(prepared)
    expect(relativeL2(await predict(prepared, plan), await predictRow(prepared, plan, 0))).toBeLessThan(1e-5)
  })

  it('CLoRA invariant 3: at threshold 0 the result is the mean of the concepts', async () => {
    const prepared = await prepare([kiki, bruno], { ...faithful, ...still, threshold: 0 })
    const plan = planOf(prepared)
    const rows = [await predictRow(prepared, plan, 1), await predictRow(prepared, plan, 2)]
    expect(relativeL2(await predict(prepared, plan), weighted(rows, [0.5, 0.5]))).toBeLessThan(1e-5)
  })

  it('CLoRA invariant 4: before masks are used, and with equal prompts, it is Composite and the base', async () => {
    const adapters = (file: string) => [
      { file: { path: starterPath(`loras/${file}.safetensors`) }, weight: 0.9, textEncoderWeight: 0 },
    ]
    const concepts = [
      { ...kiki, adapters: adapters('kiki') },
      { ...bruno, adapters: adapters('bruno') },
    ]
    const nouns = { kiki: 'kiki cat', bruno: 'bruno dog' }
    const clora = await prepare(concepts, { ...still, maskFrom: 4, nouns })
    const composite = await prepare(concepts, {}, {}, 'composite')
    const plain = await prepare([], {}, {}, 'merge')
    const parts = [await predict(composite, planOf(composite)), await predict(plain, planOf(plain))]
    expect(relativeL2(await predict(clora, planOf(clora)), weighted(parts, [2 / 3, 1 / 3]))).toBeLessThan(1e-5)
  })

  it('CLoRA invariant 5: a branch whose mask is full is alone, and no other is computed', async () => {
    const prepared = await prepare(
      [
        { ...bruno, region: left },
        { ...kiki, region: whole },
      ],
      { drawing: 'replace' },
    )
    const plan = planOf(prepared)
    expect(plan.rows).toHaveLength(1)
    const all = planOf(await prepare([bruno, kiki]))
    const alone = await predict(prepared, { rows: [all.rows[2]!], combine: [1] })
    expect(relativeL2(await predict(prepared, plan), alone)).toBeLessThan(1e-5)
  })

  it('CLoRA invariant 7: fusing before guidance equals guidance before fusing, and fusing latents fusing noise', async () => {
    const prepared = await prepare([kiki, bruno], still)
    const plan = planOf(prepared)
    const weights = await weightsOf(prepared, plan)
    const rows = await Promise.all(plan.rows.map((_, row) => predictRow(prepared, plan, row)))
    const fused = await predict(prepared, plan)
    expect(relativeL2(fused, weighted(rows, weights))).toBeLessThan(1e-5)
    const step = (prediction: Float32Array) =>
      createScheduler('DDIM', model.checkpoint.scheduler, 4).step(prediction, 0, noise, () => new Float32Array())
    expect(relativeL2(step(fused), weighted(rows.map(step), weights))).toBeLessThan(1e-5)
    expect(relativeL2(fused, rows[0]!)).toBeGreaterThan(1e-3)
  })

  it('CLoRA invariant 14: faithful scrambles the maps of pictures that are not square', async () => {
    const weightsAt = async (width: number, settings: Settings) => {
      const prepared = await prepare(
        [kiki],
        { ...settings, ...still, morphology: [] },
        { canvas: { width, height: side } },
      )
      const { combine, rows } = planOf(prepared)
      const [height, columns] = [side / 16, width / 16]
      const tokens = rows.flatMap(({ conceptTokens }) => conceptTokens!.flatMap(({ tokens: own }) => own))
      const cross = new Float32Array(height * columns * 77)
      // What all tokens of the concept look at is the left half.
      for (let cell = 0; cell < height * columns; cell++) {
        if (cell % columns < columns / 2) for (const token of tokens) cross[cell * 77 + token] = 1
      }
      const attention: PlanRowAttention = { conditional: { cross }, unconditional: { cross } }
      if (typeof combine !== 'function') throw new Error('masks come from attention')
      const weights = combine([attention, attention])[1] as Float32Array
      const latentColumns = width / 8
      return weights.every((weight, cell) => weight > 0.5 === cell % latentColumns < latentColumns / 2)
    }
    expect(await weightsAt(side, faithful)).toBe(true)
    expect(await weightsAt(side, {})).toBe(true)
    expect(await weightsAt(2 * side, {})).toBe(true)
    expect(await weightsAt(2 * side, faithful)).toBe(false)
  })

  it.each([{ ...faithful, ...still }, still])(
    'CLoRA invariant 16: the order of the concepts changes nothing, %j',
    async (settings) => {
      const [forward, backward] = [await prepare([kiki, bruno], settings), await prepare([bruno, kiki], settings)]
      const expected = await predict(forward, planOf(forward))
      expect(relativeL2(await predict(backward, planOf(backward)), expected)).toBeLessThan(1e-5)
    },
  )

  it('fade between steps as far as they are told to', async () => {
    const prepared = await prepare([kiki, bruno], { ...still, maskSmoothing: 0.9 })
    const run = prepared.planner.startRun()
    const position = { stepIndex: 0, numInferenceSteps: 4, timestep: 801, opensStep: true, latents: noise }
    const first = await weightsOf(prepared, run.planStep(position))
    const other = createTorchGenerator(9).normal(4 * cells)
    const weigh = async (plan: StepPlan) => {
      let found: readonly RowWeight[] = []
      const combine = plan.combine as (attention: readonly PlanRowAttention[]) => readonly RowWeight[]
      await predict(prepared, { ...plan, combine: (attention) => (found = combine(attention)) }, other)
      return found[1] as Float32Array
    }
    const smoothed = await weigh(run.planStep({ ...position, stepIndex: 1 }))
    const fresh = await weigh(planOf(prepared, 1))
    const distance = (weights: Float32Array) => relativeL2(weights, first[1] as Float32Array)
    expect(distance(smoothed)).toBeLessThan(distance(fresh))
  })
})

describe('the updates of CLoRA', () => {
  const two = { updatedSteps: 2, repeatedSteps: [0], repetitions: 2 }

  it('CLoRA invariant 8: latents stay with step size 0, without updates, and with one concept', async () => {
    const move = async (concepts: readonly ConceptInput[], settings: Settings) => {
      const prepared = await prepare(concepts, { ...two, ...settings })
      const { latents } = await createPlanExecutor(prepared.network).execute(planOf(prepared), {
        ...point,
        stepIndex: 0,
      })
      return relativeL2(latents, noise)
    }
    for (const fidelity of ['faithful', 'fixed']) {
      expect(await move([kiki, bruno], { fidelity, stepSize: 0 })).toBe(0)
      expect(await move([kiki, bruno], { fidelity, ...still })).toBe(0)
      expect(await move([kiki], { fidelity })).toBe(0)
      expect(await move([kiki, bruno], { fidelity })).toBeGreaterThan(1e-4)
    }
  })

  it.each([
    ['faithful', 2],
    ['fixed', 1],
  ])(
    'CLoRA invariant 11: N T predictions, N (K + R I) readings and as many gradients, %s',
    async (fidelity, halves) => {
      const prepared = await prepare([kiki, bruno], { fidelity, ...two })
      const { network, counts } = counting(prepared.network)
      await render({ ...prepared, network })
      const [branches, steps] = [3, 4]
      const updates = 2 + 1 * 2
      expect(counts).toEqual({
        whole: 2 * branches * steps,
        maps: halves * branches * updates,
        gradient: halves * branches * updates,
      })
    },
  )

  it('CLoRA invariant 12: faithful predicts from the latents before the last update, bit for bit', async () => {
    const execute = async (fidelity: string, repetitions: number) => {
      const prepared = await prepare([kiki, bruno], { fidelity, ...two, repetitions })
      const plan = planOf(prepared)
      const { latents, prediction } = await createPlanExecutor(prepared.network).execute(plan, {
        ...point,
        stepIndex: 0,
      })
      return { prepared, plan, latents, prediction: prediction.noise }
    }
    const before = await execute('faithful', 0)
    const released = await execute('faithful', 1)
    expect(before.prediction).toEqual(await predict(before.prepared, before.plan))
    expect(released.prediction).toEqual(await predict(released.prepared, released.plan, before.latents))
    const repaired = await execute('fixed', 1)
    expect(repaired.prediction).toEqual(await predict(repaired.prepared, repaired.plan, repaired.latents))
    expect(relativeL2(released.latents, before.latents)).toBeGreaterThan(1e-4)
  })

  it.each(['faithful', 'fixed'])(
    'CLoRA invariant 15: the gradient is the sum of those of the branches, %s',
    async (fidelity) => {
      const prepared = await prepare([kiki, bruno], { fidelity, ...two })
      const { reading, loss } = planOf(prepared).refine!
      const reader = createAttentionReader(prepared.network)
      const { gradients } = loss(await reader.read(reading, noise, point.timestep))
      const joint = await reader.gradient(reading, gradients, noise, point.timestep)
      const sum = new Float32Array(noise.length)
      for (const row of reading.rows.keys()) {
        const own = gradients.map((gradient, index) => (index === row ? gradient : {}))
        const part = await reader.gradient(reading, own, noise, point.timestep)
        part.forEach((value, index) => (sum[index]! += value))
      }
      expect(relativeL2(sum, joint)).toBeLessThan(1e-4)
      expect(joint.some((value) => value !== 0)).toBe(true)
    },
  )

  it('lower the loss', async () => {
    const prepared = await prepare([kiki, bruno], { ...two, repetitions: 4 })
    const { losses } = await createPlanExecutor(prepared.network).execute(planOf(prepared), { ...point, stepIndex: 0 })
    expect(losses.at(-1)).toBeLessThan(losses[0]!)
  })

  it('are made once in a step, and not after the last updated one', async () => {
    const prepared = await prepare([kiki, bruno], two)
    const iterations = (stepIndex: number, opensStep: boolean) => {
      const position = { stepIndex, numInferenceSteps: 4, timestep: 801, opensStep, latents: noise }
      return prepared.planner.startRun().planStep(position).refine?.iterations
    }
    expect([iterations(0, true), iterations(0, false), iterations(1, true), iterations(2, true)]).toEqual([
      3,
      undefined,
      1,
      undefined,
    ])
  })

  it('come to the same one branch after the other', async () => {
    const [batched, sequential] = [
      await prepare([kiki, bruno], two),
      await prepare([kiki, bruno], { ...two, memory: 'sequential' }),
    ]
    const { network, largest } = counting(sequential.network)
    expect(relativeL2(await render({ ...sequential, network }), await render(batched))).toBeLessThan(1e-3)
    expect(largest()).toBe(2) // both halves of one branch
  })
})

describe('drawn regions of CLoRA', () => {
  it.each(['replace', 'anneal'])(
    'are the masks, without a question to attention, at the first step of %s',
    async (drawing) => {
      const plan = planOf(await prepare(placed, { ...still, drawing }))
      const weights = plan.combine as Float32Array[]
      // The two halves leave nothing to the background, which is not computed.
      expect(plan.rows).toHaveLength(2)
      expect(weights.map((weight) => [weight[0], weight[7]])).toEqual([
        [1, 0],
        [0, 1],
      ])
    },
  )

  it('leave no updates when they replace attention', async () => {
    expect(planOf(await prepare(placed, { drawing: 'replace' })).refine).toBeUndefined()
    expect(planOf(await prepare(placed, { drawing: 'intersect' })).refine).toBeDefined()
  })

  it.each([
    ['intersect', 0],
    ['anneal', 3],
  ])('cut attention off around themselves, %s', async (drawing, stepIndex) => {
    const settings = { ...still, drawing, drawingReach: 0, threshold: 0 }
    const prepared = await prepare(placed, settings)
    const [, first, second] = (await weightsOf(prepared, planOf(prepared, stepIndex))) as Float32Array[]
    const open = await prepare(placed, { ...settings, drawing: 'none' })
    const [, uncut] = (await weightsOf(open, planOf(open, stepIndex))) as Float32Array[]
    const farFrom = (weight: Float32Array, isFar: (column: number) => boolean) =>
      weight.reduce((sum, value, cell) => sum + (isFar(cell % 8) ? value : 0), 0)
    expect(farFrom(first!, (column) => column >= 5)).toBe(0)
    expect(farFrom(second!, (column) => column <= 2)).toBe(0)
    expect(farFrom(uncut!, (column) => column >= 5)).toBeGreaterThan(0)
  })

  it('lead attention to themselves, and nothing else changes the masks with guide', async () => {
    const lossOf = async (concepts: readonly ConceptInput[], drawing: string) => {
      const prepared = await prepare(concepts, { drawing })
      const { reading, loss } = planOf(prepared).refine!
      return loss(await createAttentionReader(prepared.network).read(reading, noise, point.timestep)).loss
    }
    const plain = await lossOf([kiki, bruno], 'none')
    expect(await lossOf([kiki, bruno], 'guide')).toBe(plain)
    expect(await lossOf(placed, 'none')).toBe(plain)
    const guided = await lossOf(placed, 'guide')
    expect(guided).not.toBeCloseTo(plain, 3)
    expect(await lossOf(placed, 'anneal')).toBe(guided)
    const [open, drawn] = [await prepare([kiki, bruno]), await prepare(placed, { drawing: 'guide' })]
    expect(await weightsOf(drawn, planOf(drawn))).toEqual(await weightsOf(open, planOf(open)))
  })

  it('let a concept without a region follow its attention', async () => {
    const prepared = await prepare([{ ...kiki, region: left }, bruno], { drawing: 'replace' })
    const [, drawn, found] = (await weightsOf(prepared, planOf(prepared))) as Float32Array[]
    expect(found!.some((weight) => weight > 0)).toBe(true)
    expect(drawn!.every((weight, cell) => weight === 0 || cell % 8 < 4)).toBe(true)
  })

  it('are annealed unless something else is said', async () => {
    const [said, unsaid] = [await prepare(placed, { drawing: 'anneal' }), await prepare(placed)]
    expect(planOf(unsaid).combine).toEqual(planOf(said).combine)
  })

  it('are unknown to the released program', async () => {
    const refused = { code: 'setting-invalid', message: /drawing/ }
    await expect(prepare(placed, { ...faithful, drawing: 'replace' })).rejects.toMatchObject(refused)
    expect(typeof planOf(await prepare(placed, faithful)).combine).toBe('function')
  })
})

type Extent = 'whole' | 'maps' | 'gradient'

/** The same network, with the number of rows that each of its graphs computed. */
function counting(network: Network) {
  const counts: Record<Extent, number> = { whole: 0, maps: 0, gradient: 0 }
  let largest = 0
  const counted: Network = {
    ...network,
    async unet(variant) {
      const unet = await network.unet(variant)
      const run: typeof unet.session.run = (feeds, outputs) => {
        const rows = feeds.get('textEmbeddings')!.shape[0]!
        counts[variant.extent ?? 'whole'] += rows
        largest = Math.max(largest, rows)
        return unet.session.run(feeds, outputs)
      }
      return { ...unet, session: { ...unet.session, run } }
    },
  }
  return { network: counted, counts, largest: () => largest }
}
