import { describe, expect, it } from 'vitest'
import { createPlanExecutor } from '../composition/planExecutor.ts'
import type { ProjectInput } from '../protocol/project.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { createTorchGenerator } from '../tensor/torchRandom.ts'
import { oneCore } from '../testing/oneCore.ts'
import { relativeL2 } from '../testing/closeness.ts'
import { starterPath } from '../testing/fixtureFiles.ts'
import { planAt } from '../testing/plans.ts'
import { prepareStarter, starterConcept } from '../testing/starterRender.ts'
import { swept } from '../testing/sweep.ts'
import { openModel } from './openModel.ts'
import { renderLatents, type LatentsSettings } from './prepareRender.ts'
import type { AttentionMaps } from './textToImage.ts'

const model = await openModel(starterPath(), await createRuntime(oneCore))
const { signal } = new AbortController()
const [width, height] = [128, 96]
const half = { type: 'box', y: 0, width: width / 2, height } as const
const concepts = [
  { ...starterConcept('kiki', 'a kiki cat'), region: { ...half, x: 0 } },
  { ...starterConcept('bruno', 'a bruno dog'), region: { ...half, x: width / 2 } },
]

async function render(changes: Partial<ProjectInput>, settings?: LatentsSettings) {
  const canvas = { width, height }
  const prepared = await prepareStarter(model, {
    canvas,
    steps: 3,
    prompt: 'a meadow',
    guidance: 5,
    concepts,
    ...changes,
  })
  const run = renderLatents(prepared, 4, signal, settings)
  const steps: (AttentionMaps | undefined)[] = []
  for (;;) {
    const next = await run.next()
    if (next.done) return { latents: next.value, steps }
    steps.push(next.value.attention?.())
  }
}

/** The part of a map that lies in the left half. */
function leftPart(maps: AttentionMaps, conceptId: string): number {
  const map = maps.get(conceptId)!
  expect([map.width, map.height]).toEqual([width / 16, height / 16])
  const sums = [0, 0]
  map.bytes.forEach((value, cell) => (sums[cell % map.width < map.width / 2 ? 0 : 1]! += value))
  return sums[0]! / (sums[0]! + sums[1]!)
}

const seen = { readsAttention: true }

describe('attention while sampling', () => {
  const withRegions = swept<[name: string, more: object]>(
    [
      ['regional', {}],
      ['composer', { fidelity: 'faithful' }],
    ],
    [['regional-rows', {}]],
  )

  it.each(withRegions)('of %s lies where the regions of the concepts are', async (name, more) => {
    const method = { name: name as 'regional', ...more }
    const { steps } = await render({ method }, seen)
    expect(steps).toHaveLength(3)
    for (const maps of steps) {
      expect(leftPart(maps!, 'kiki')).toBeGreaterThan(0.8)
      expect(leftPart(maps!, 'bruno')).toBeLessThan(0.2)
    }
  })

  it.each(swept(['merge', 'cmlora'], ['composite', 'switch']))(
    'of %s is there for every concept at each step',
    async (name) => {
      const { steps } = await render({ method: { name: name as 'merge' } }, seen)
      for (const maps of steps) {
        expect([...maps!.keys()].sort()).toEqual(['bruno', 'kiki'])
        for (const { max } of maps!.values()) expect(max).toBeGreaterThan(0)
      }
    },
  )

  it('comes from the stored evaluation where features are reused', async () => {
    const { steps } = await render({ cache: { type: 'uniform', interval: 2 } }, seen)
    expect(steps[1]).toEqual(steps[0])
    expect(steps[2]).not.toEqual(steps[0])
  })

  it('knows the weights that a plan finds from attention', async () => {
    const prepared = await prepareStarter(model, { canvas: { width: 64, height: 64 }, concepts })
    const point = { latents: createTorchGenerator(2).normal(4 * 8 * 8), timestep: 601, stepIndex: 0 }
    const plan = planAt(prepared, point)
    const { prediction } = await createPlanExecutor(prepared.network).execute({ ...plan, combine: () => [0.5] }, point)
    expect(prediction.weights).toEqual([0.5])
  })

  it('is not read unless it was asked for, and changes no more than the last digits', async () => {
    const plain = await render({})
    expect(plain.steps).toEqual([undefined, undefined, undefined])
    const { latents } = await render({}, seen)
    expect(relativeL2(latents, plain.latents)).toBeLessThan(1e-4)
  })
})
