import { describe, expect, it } from 'vitest'
import { createProject, type ConceptAdapter, type Project } from '../protocol/project.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { toPixels } from '../image/imageTensor.ts'
import { oneCore } from '../testing/oneCore.ts'
import { fixturePath, openFixture, starterPath } from '../testing/fixtureFiles.ts'
import { largestDifference, meanDifference, relativeL2 } from '../testing/closeness.ts'
import { planAt, predictNoise } from '../testing/plans.ts'
import { isSweep, swept } from '../testing/sweep.ts'
import { createAdapterReader } from './concepts.ts'
import { decodeLatents } from './decodeLatents.ts'
import { openModel } from './openModel.ts'
import { prepareRender, renderLatents } from './prepareRender.ts'

const signal = new AbortController().signal
const runtime = await createRuntime(oneCore)
const model = await openModel(starterPath(), runtime)
const read = createAdapterReader()

type Settings = Partial<Omit<Project, 'model'>>
type AdapterSettings = Partial<ConceptAdapter> & { path: string }

function starterProject(settings: Settings): Project {
  const base = { canvas: { width: 256, height: 256 }, steps: 12, guidance: 5, sampler: 'DDIM' }
  return createProject({ model: { path: starterPath() }, ...base, ...settings })
}

async function prepare(settings: Settings, adapters: readonly AdapterSettings[] = []) {
  const concepts = adapters.map(({ path, ...rest }, index) => ({
    id: `concept-${index}`,
    name: path,
    adapters: [{ file: { path }, ...rest }],
  }))
  const project = createProject({ ...starterProject(settings), concepts })
  const placed = project.concepts.map((concept) => {
    const settings = concept.adapters[0]!
    return { concept, settings, path: settings.file.path }
  })
  return prepareRender(model, project, placed, read)
}

/** The latents of one picture, run to the end. */
async function render(settings: Settings, adapters: readonly AdapterSettings[], seed: number): Promise<Float32Array> {
  const run = renderLatents(await prepare(settings, adapters), seed, signal)
  for (;;) {
    const { done, value } = await run.next()
    if (done) return value
  }
}

async function pixels(latents: Float32Array): Promise<Uint8Array> {
  const parts = { vae: model.checkpoint.vae!, openGraph: model.openGraph, memoryBound: 2 ** 31 }
  return toPixels(await decodeLatents(parts, latents, { height: 32, width: 32 }, signal))
}

const lora = (name: string) => starterPath(`loras/${name}.safetensors`)

describe('pictures of the starter model', async () => {
  const golden = await openFixture('starter_images.safetensors')
  const prompt = 'a robot and a cactus in the desert, 3d style'

  const samplers = swept(
    [['DPM++ 2M Karras', 'dpmpp_2m_karras']], // scales by sigma, and remembers steps
    [
      ['DDIM', 'ddim'],
      ['UniPC', 'unipc'],
      ['Euler', 'euler'],
      ['Euler Karras', 'euler_karras'],
      ['DPM++ 2M', 'dpmpp_2m'],
    ],
  )

  it.each(samplers)('by %s equal the reference, from the seed alone', async (sampler, name) => {
    const latents = await render({ prompt, sampler }, [], 21)
    expect(relativeL2(latents, (await golden.read(`${name}.latents`)).data)).toBeLessThan(2e-3)
    const image = await golden.read(`${name}.image`)
    expect(meanDifference(await pixels(latents), image.data)).toBeLessThan(0.6)
  })

  it('by DDIM with a negative prompt equal the reference, from the seed alone', async () => {
    const settings = { prompt: 'a cat in a meadow', negativePrompt: 'a dog, flat style' }
    const latents = await render(settings, [], 21)
    expect(relativeL2(latents, (await golden.read('negative.latents')).data)).toBeLessThan(2e-3)
  })
})

describe('pictures with adapters', async () => {
  const golden = await openFixture('starter_loras.safetensors')
  const cases: [name: string, adapters: [string, number][], prompt: string][] = JSON.parse(
    golden.metadata.get('cases')!,
  )
  const hardest = ['negative_weight', 'two']
  const [always, more] = [true, false].map((isHard) => cases.filter(([name]) => hardest.includes(name) === isHard))

  it.each(swept(always!, more!))(
    '%s: text, noise, latents and picture equal the reference',
    async (name, used, prompt) => {
      const adapters = used.map(([adapter, weight]) => ({ path: lora(adapter), weight }))
      const prepared = await prepare({ prompt }, adapters)
      const noise = await golden.read('initial_latents')
      const point = { latents: noise.data, timestep: 501 }
      const plan = planAt(prepared, point)
      const text = await golden.read(`${name}.text_embeddings`)
      expect(largestDifference(plan.rows[0]!.conditional.embeddings, text.data)).toBeLessThan(2e-4)

      const unguided = await prepare({ prompt, guidance: 1 }, adapters)
      const prediction = await predictNoise(unguided, planAt(unguided, point), point)
      expect(relativeL2(prediction, (await golden.read(`${name}.noise_prediction.501`)).data)).toBeLessThan(1e-4)

      if (name !== 'two' && !isSweep) return // a whole run adds up what was compared
      const latents = await render({ prompt }, adapters, 22)
      expect(relativeL2(latents, (await golden.read(`${name}.latents`)).data)).toBeLessThan(2e-3)
      expect(meanDifference(await pixels(latents), (await golden.read(`${name}.image`)).data)).toBeLessThan(0.6)
    },
  )

  // What such a file predicts is compared beside the reading of adapters.
  if (isSweep) {
    it('read the same adapter from diffusers names', async () => {
      const adapters = [{ path: fixturePath('vesper.diffusers.safetensors'), weight: 0.8 }]
      const latents = await render({ prompt: 'a vesper fox at night' }, adapters, 22)
      expect(relativeL2(latents, (await golden.read('vesper_diffusers_format.latents')).data)).toBeLessThan(2e-3)
    })
  }
})

describe('gated rank stacks', () => {
  const small = { width: 64, height: 64 }

  it('give the same whatever the order of the adapters', async () => {
    const adapters = [
      { path: lora('kiki'), weight: 0.9 },
      { path: lora('bruno'), weight: 0.6 },
      { path: lora('pixelart'), weight: -0.4 },
    ]
    const settings = { canvas: small, prompt: 'a kiki cat and a bruno dog', steps: 4 }
    const forward = await render(settings, adapters, 3)
    const backward = await render(settings, adapters.toReversed(), 3)
    expect(relativeL2(backward, forward)).toBeLessThan(1e-4)
  })

  it('of weight 0 give exactly what the model gives without adapters', async () => {
    const settings = { canvas: small, prompt: 'a castle at sunset', steps: 3 }
    const none = await render(settings, [], 5)
    const zero = await render(settings, [{ path: lora('luna'), weight: 0 }], 5)
    expect(zero).toEqual(none)
  })

  it('act only in their part of the steps', async () => {
    const settings = { canvas: small, prompt: 'a luna rabbit', steps: 4 }
    const luna = { path: lora('luna'), textEncoderWeight: 0 }
    const [never, late, always, none] = await Promise.all([
      render(settings, [{ ...luna, from: 0.99, to: 1 }], 5),
      render(settings, [{ ...luna, from: 0.5, to: 1 }], 5),
      render(settings, [luna], 5),
      render(settings, [], 5),
    ])
    expect(never).toEqual(none)
    expect(relativeL2(late, none)).toBeGreaterThan(1e-3)
    expect(relativeL2(late, always)).toBeGreaterThan(1e-3)
  })
})
