import { describe, expect, it } from 'vitest'
import { createProject, type Concept, type ProjectInput } from '../protocol/project.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { createTorchGenerator } from '../tensor/torchRandom.ts'
import { oneCore } from '../testing/oneCore.ts'
import { relativeL2 } from '../testing/closeness.ts'
import { starterPath } from '../testing/fixtureFiles.ts'
import { planAt, predictNoise } from '../testing/plans.ts'
import { createAdapterReader } from './concepts.ts'
import { openModel } from './openModel.ts'
import { prepareRender, type PreparedRender } from './prepareRender.ts'

const model = await openModel(starterPath(), await createRuntime(oneCore))
const read = createAdapterReader()
const side = 128
const noise = createTorchGenerator(8).normal(4 * (side / 8) ** 2)

type ConceptInput = NonNullable<ProjectInput['concepts']>[number]

/** A concept of the starter model; `file` is another adapter than its name says. */
function concept(
  name: string,
  words: string,
  more: Partial<ConceptInput> = {},
  weight = 0.9,
  file = name,
): ConceptInput {
  const path = starterPath(`loras/${file}.safetensors`)
  return { id: name, name, words, adapters: [{ file: { path }, weight }], ...more }
}

const kiki = concept('kiki', 'a kiki cat')
const bruno = concept('bruno', 'a bruno dog')

type Settings = Partial<Omit<ProjectInput, 'concepts'>>

async function prepare(
  method: string,
  concepts: readonly ConceptInput[],
  settings: Settings = {},
  methodSettings: Record<string, unknown> = {},
): Promise<PreparedRender> {
  const project = createProject({
    model: { path: starterPath() },
    canvas: { width: side, height: side },
    prompt: 'a meadow, 3d style',
    guidance: 5,
    steps: 20,
    method: { name: method as 'merge', ...methodSettings },
    concepts: [...concepts],
    ...settings,
  })
  const placed = project.concepts.flatMap((owner: Concept) =>
    owner.adapters.map((adapter) => ({ concept: owner, settings: adapter, path: adapter.file.path })),
  )
  return prepareRender(model, project, placed, read)
}

/** The first prediction of a method. */
async function predict(...args: Parameters<typeof prepare>): Promise<Float32Array> {
  const prepared = await prepare(...args)
  return predictAt(prepared, 0)
}

const point = { latents: noise, timestep: 501 }

function predictAt(prepared: PreparedRender, stepIndex: number): Promise<Float32Array> {
  return predictNoise(prepared, planAt(prepared, { ...point, stepIndex }), { ...point, stepIndex })
}

const left = { type: 'box', x: 0, y: 0, width: side / 2, height: side } as const
const right = { type: 'box', x: side / 2, y: 0, width: side / 2, height: side } as const

describe('methods without regions', () => {
  it('cache invariant 1: with one adapter merge, Switch and Composite agree', async () => {
    const [merge, switched, composite] = await Promise.all(
      ['merge', 'switch', 'composite'].map((method) => predict(method, [kiki])),
    )
    expect(switched).toEqual(merge)
    expect(composite).toEqual(merge)
  })

  it('cache invariant 2: Composite of equal adapters is that adapter', async () => {
    const twin = concept('twin', 'a kiki cat', {}, 0.9, 'kiki')
    const [single, double] = await Promise.all([predict('composite', [kiki]), predict('composite', [kiki, twin])])
    // the text encoder hears both twins, so only the UNet's part is compared
    const silent = { adapters: [{ ...kiki.adapters![0]!, textEncoderWeight: 0 }] }
    const quiet = await Promise.all([
      predict('composite', [{ ...kiki, ...silent }]),
      predict('composite', [
        { ...kiki, ...silent },
        { ...twin, ...silent },
      ]),
    ])
    expect(relativeL2(quiet[1], quiet[0])).toBeLessThan(1e-5)
    expect(relativeL2(double!, single!)).toBeGreaterThan(1e-3)
  })

  it('cache invariant 5: Composite does not depend on the order of adapters, Switch does', async () => {
    const both = { ...bruno, words: '' }
    const forward = await predict('composite', [kiki, both])
    expect(relativeL2(await predict('composite', [both, kiki]), forward)).toBeLessThan(1e-5)
    const switched = await predict('switch', [kiki, both])
    expect(relativeL2(await predict('switch', [both, kiki]), switched)).toBeGreaterThan(1e-3)
  })

  it('cache invariant 6: averaging before guidance equals guidance before averaging', async () => {
    const prepared = await prepare('composite', [kiki, bruno])
    const plan = planAt(prepared, point)
    const together = await predictNoise(prepared, plan, point)
    const alone = plan.rows.map((row) => predictNoise(prepared, { rows: [row], combine: [1] }, point))
    const rows = await Promise.all(alone)
    const mean = rows[0]!.map((value, index) => (value + rows[1]![index]!) / 2)
    expect(relativeL2(together, mean)).toBeLessThan(1e-5)
  })

  it('cache invariant 7: at guidance 1 the conditional rows count alone, at 0 the unconditional ones', async () => {
    const settings = { prompt: 'a castle', negativePrompt: 'a fox' }
    const swapped = { prompt: 'a fox', negativePrompt: 'a castle' }
    const conditional = await predict('merge', [], { ...settings, guidance: 1 })
    expect(relativeL2(await predict('merge', [], { ...swapped, guidance: 0 }), conditional)).toBeLessThan(1e-5)
  })

  it('cache invariant 9: an adapter of weight 0 is none', async () => {
    const none = await predict('merge', [{ id: 'kiki', name: 'kiki', words: 'a kiki cat' }])
    const zero = await predict('merge', [concept('kiki', 'a kiki cat', {}, 0)])
    expect(zero).toEqual(none)
  })

  it('cache invariant 12: a row changes no other row', async () => {
    const one = await prepare('composite', [kiki, bruno])
    const plan = planAt(one, point)
    const [first, second] = plan.rows
    const changed = { ...second!, gate: second!.gate.map(({ strength }) => ({ strength: -strength })) }
    const before = await predictNoise(one, { rows: [first!, second!], combine: [1, 0] }, point)
    const after = await predictNoise(one, { rows: [first!, changed], combine: [1, 0] }, point)
    expect(relativeL2(after, before)).toBeLessThan(1e-6)
  })

  it('cache invariant 13: rows in one batch equal rows one after another', async () => {
    const prepared = await prepare('composite', [kiki, bruno])
    const { rows } = planAt(prepared, point)
    const alone = await predictNoise(prepared, { rows: [rows[1]!], combine: [1] }, point)
    const batched = await predictNoise(prepared, { rows, combine: [0, 1] }, point)
    const sequential = await predictNoise(prepared, { rows, combine: [0, 1], isSequential: true }, point)
    expect(sequential).toEqual(alone)
    expect(relativeL2(batched, alone)).toBeLessThan(1e-5)
  })

  it('Switch gives each concept its turn', async () => {
    const prepared = await prepare('switch', [kiki, bruno], {}, { period: 3 })
    const active = [0, 2, 3, 5, 6].map((stepIndex) => {
      const { rows } = planAt(prepared, { ...point, stepIndex })
      return rows[0]!.gate.map(({ strength }) => strength)
    })
    expect(active).toEqual([
      [0.9, 0],
      [0.9, 0],
      [0, 0.9],
      [0, 0.9],
      [0.9, 0],
    ])
  })

  it('Composite refuses weights that are not one for each concept', async () => {
    const weights = { weights: [1, 2, 3] }
    await expect(predict('composite', [kiki, bruno], {}, weights)).rejects.toMatchObject({ code: 'setting-invalid' })
  })
})

describe('methods with regions', () => {
  const halves = [
    { ...kiki, region: left },
    { ...bruno, region: right },
  ]

  it.each(['regional', 'regional-rows'])('%s without regions is the plain picture', async (method) => {
    const plain = await predict('merge', [{ ...kiki, region: { type: 'canvas' } }])
    expect(relativeL2(await predict(method, [kiki]), plain)).toBeLessThan(1e-5)
  })

  it('cache invariant 44: a region that is the whole canvas is a concept of the whole canvas', async () => {
    const settings = { prompt: '' }
    const whole = { ...kiki, region: { ...left, width: side } }
    const plain = await predict('merge', [kiki], settings)
    const alone = { backgroundShare: 0, layout: { until: 0 } }
    expect(relativeL2(await predict('regional', [whole], settings, alone), plain)).toBeLessThan(1e-5)
    expect(relativeL2(await predict('regional-rows', [whole], settings), plain)).toBeLessThan(1e-5)
  })

  it('keep what one region says out of the text of the other', async () => {
    const prepared = await prepare('regional', halves, {}, { backgroundShare: 0, layout: { until: 0 } })
    const plan = planAt(prepared, point)
    const grid = { height: 16, width: 16 }
    const mask = plan.masks!.cross!(grid)
    const tokens = mask.length / 256
    const seen = (cell: number) => [0, 1, 2].map((part) => mask[cell * tokens + part * 77] === 0)
    expect(tokens).toBe(3 * 77)
    expect(seen(0)).toEqual([false, true, false])
    expect(seen(15)).toEqual([false, false, true])
  })

  it("hear a concept's words in the picture's prompt in its region alone, if they are bound to it", async () => {
    const settings = { prompt: 'a kiki cat and a bruno dog in a meadow' }
    const grid = { height: 16, width: 16 }
    const heard = async (bindsWords: boolean) => {
      const prepared = await prepare('regional', halves, settings, { bindsWords })
      const { masks, rows } = planAt(prepared, { ...point, stepIndex: 10 })
      const mask = masks!.cross!(grid)
      const tokens = rows[0]!.conditional.tokens
      const named = rows[0]!.conceptTokens!.filter(({ tokens: [first] }) => first! < 77)
      expect(named.map(({ conceptId }) => conceptId)).toEqual(['kiki', 'bruno'])
      // the first cell lies in the left region, the sixteenth in the right one
      return [0, 15].map((cell) => named.map((words) => mask[cell * tokens + words.tokens[0]!]! > -10))
    }
    expect(await heard(true)).toEqual([
      [true, false],
      [false, true],
    ])
    expect(await heard(false)).toEqual([
      [true, true],
      [true, true],
    ])
  })

  it('refuse a concept that has a region but no words', async () => {
    const silent = { ...kiki, words: ' ', region: left }
    await expect(predict('regional', [silent])).rejects.toMatchObject({
      code: 'setting-invalid',
      message: expect.stringContaining('kiki'),
    })
  })

  it('refuse a region outside of the canvas by the name of its concept', async () => {
    const outside = { ...kiki, region: { ...left, x: 500 } }
    await expect(predict('regional', [outside])).rejects.toMatchObject({ code: 'setting-invalid' })
  })

  it('take twelve concepts', async () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      concept(`kiki ${index}`, 'a kiki cat', { region: { ...left, x: index * 10, width: 10 } }, 0.5, 'kiki'),
    )
    const prediction = await predict('regional', many)
    expect(prediction.every(Number.isFinite)).toBe(true)
  })

  it('isolate regions in their part of the steps alone', async () => {
    const isolation = { from: 0.5, to: 1, softness: 0 }
    const prepared = await prepare('regional', halves, {}, { isolation })
    const open = await prepare('regional', halves, {}, { isolation: { softness: 1 } })
    expect(relativeL2(await predictAt(prepared, 0), await predictAt(open, 0))).toBeLessThan(1e-5)
    expect(relativeL2(await predictAt(prepared, 10), await predictAt(open, 10))).toBeGreaterThan(1e-4)
  })
})
