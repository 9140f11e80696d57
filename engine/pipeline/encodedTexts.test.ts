import { afterAll, expect, it } from 'vitest'
import { createRuntime } from '../runtime/runtime.ts'
import { oneCore } from '../testing/oneCore.ts'
import { starterPath } from '../testing/fixtureFiles.ts'
import { leftHalf, prepareStarter, starterConcept } from '../testing/starterRender.ts'
import { openModel } from './openModel.ts'

const model = await openModel(starterPath(), await createRuntime(oneCore))
afterAll(() => model.release())

/** What a prompt is encoded to in a render of its own. */
async function encode({ name = 'kiki', weight = 0.9, steps = 5, x = 0, prompt = 'a kiki cat', rankLimit = 4 } = {}) {
  const { adapters, ...concept } = starterConcept(name, prompt, { weight })
  const region = { ...leftHalf, x }
  const limited = adapters.map((adapter) => ({ ...adapter, rankLimit }))
  const concepts = [{ ...concept, adapters: limited, region }]
  const { context } = await prepareStarter(model, { canvas: { width: 64, height: 64 }, steps, concepts })
  return context.encode(
    prompt,
    context.adapters.map(({ textEncoderStrength }) => ({ strength: textEncoderStrength })),
  )
}

it('encodes a text once for the same adapters at the same strengths', async () => {
  const text = await encode()
  expect(await encode({ steps: 7, x: 8 })).toBe(text)
  const others = [{ name: 'bruno' }, { weight: 0.8 }, { prompt: 'a dog' }, { rankLimit: 2 }]
  for (const other of others) expect(await encode(other)).not.toBe(text)
  expect(await encode()).toBe(text)
})
