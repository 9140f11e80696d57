import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProject } from '../protocol/project.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { oneCore } from '../testing/oneCore.ts'
import { largestDifference } from '../testing/closeness.ts'
import { fixturePath, openFixture, starterPath } from '../testing/fixtureFiles.ts'
import { planAt } from '../testing/plans.ts'
import { createAdapterReader } from './concepts.ts'
import { decodeLatents } from './decodeLatents.ts'
import { openModel, type OpenModel } from './openModel.ts'
import { prepareRender, renderLatents } from './prepareRender.ts'

const signal = new AbortController().signal
let folder: string
let model: OpenModel

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-sdxl-'))
  await cp(fixturePath('tiny-sdxl'), folder, { recursive: true })
  // the tiny models share the starter model's vocabulary
  for (const name of ['tokenizer', 'tokenizer_2'])
    await cp(starterPath('tokenizer'), join(folder, name), { recursive: true })
  model = await openModel(folder, await createRuntime(oneCore))
})

afterAll(async () => {
  await model.release()
  await rm(folder, { recursive: true })
})

const project = (prompt: string, width: number, height: number) =>
  createProject({
    model: { path: folder },
    canvas: { width, height },
    prompt,
    negativePrompt: 'flat style',
    steps: 2,
    guidance: 5,
    sampler: 'Euler',
  })

describe('a model with two text encoders', () => {
  it('reads a prompt as the reference does, both encoders and the pooled embedding', async () => {
    const prepared = await prepareRender(
      model,
      project('a cat and a dog in a meadow, 3d style', 128, 128),
      [],
      createAdapterReader(),
    )
    const plan = planAt(prepared, { latents: new Float32Array(0), timestep: 999 })
    const { embeddings, pooled } = plan.rows[0]!.conditional
    const golden = await openFixture('tiny-sdxl/golden.safetensors')
    const text = (await golden.read('text_embeddings')).data.slice(0, embeddings.length)
    const pooledText = (await golden.read('pooled_text_embedding')).data.slice(0, pooled!.length)
    expect(largestDifference(embeddings, text)).toBeLessThan(2e-4)
    expect(largestDifference(pooled!, pooledText)).toBeLessThan(2e-4)
  })

  it('paints a picture whose sides do not halve evenly, with a prompt of several chunks', async () => {
    const long = Array.from({ length: 100 }, (_, index) => `word${index}`).join(' ')
    const prepared = await prepareRender(model, project(long, 200, 136), [], createAdapterReader())
    const run = renderLatents(prepared, 1, signal)
    let next = await run.next()
    while (!next.done) next = await run.next()
    const parts = { vae: model.checkpoint.vae!, openGraph: model.openGraph, memoryBound: 2 ** 31 }
    const image = await decodeLatents(parts, next.value, prepared.size, signal)
    expect(image).toHaveLength(3 * 200 * 136)
    expect(image.every(Number.isFinite)).toBe(true)
  })
})
