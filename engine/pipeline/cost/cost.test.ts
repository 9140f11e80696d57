import { afterAll, describe, expect, it } from 'vitest'
import { methodOf } from '../../composition/methods/index.ts'
import { methodNames, type MethodName, type ProjectInput } from '../../protocol/project.ts'
import { createRuntime } from '../../runtime/runtime.ts'
import { oneCore } from '../../testing/oneCore.ts'
import { starterPath } from '../../testing/fixtureFiles.ts'
import { prepareStarter, starterConcept } from '../../testing/starterRender.ts'
import { swept } from '../../testing/sweep.ts'
import { openModel } from '../openModel.ts'
import { renderLatents, type PreparedRender } from '../prepareRender.ts'
import type { CostRange } from './costRange.ts'
import { countCost } from './countCost.ts'
import { estimateCost } from './estimateCost.ts'
import { countPasses, observedNetwork, passKinds, type NetworkCall } from './networkCalls.ts'

const model = await openModel(starterPath(), await createRuntime(oneCore))
const { signal } = new AbortController()

afterAll(() => model.release())

function prepare(name: MethodName, more: Partial<ProjectInput> = {}, side = 64): Promise<PreparedRender> {
  const left = { type: 'box', x: 0, y: 0, width: side / 2, height: side } as const
  return prepareStarter(model, {
    canvas: { width: side, height: side },
    prompt: 'a meadow',
    steps: 5,
    guidance: 5,
    method: { name },
    concepts: [
      { ...starterConcept('kiki', 'a kiki cat'), region: left },
      { ...starterConcept('bruno', 'a bruno dog'), region: { ...left, x: side / 2 } },
    ],
    ...more,
  })
}

/** What rendering a picture really takes. */
async function render(prepared: PreparedRender, seed = 1) {
  const calls: NetworkCall[] = []
  const network = observedNetwork(prepared.network, (call) => calls.push(call))
  let [updates, evaluations] = [0, 0]
  for await (const { losses } of renderLatents({ ...prepared, network }, seed, signal)) {
    updates += losses.length
    evaluations++
  }
  return { passes: countPasses(calls), updates, evaluations }
}

function isWithin(value: number, { fewest, most }: CostRange): boolean {
  return value >= Math.min(fewest, most) && value <= Math.max(fewest, most)
}

async function expectCountsToHold(prepared: PreparedRender): Promise<Awaited<ReturnType<typeof countCost>>> {
  const counts = await countCost(prepared, signal)
  expect(await countCost(prepared, signal)).toEqual(counts) // nothing that estimates share was written to
  const truth = await render(prepared)
  const misses = passKinds.filter((kind) => {
    const { calls, rows } = truth.passes[kind]
    return !isWithin(calls, counts.passes[kind].calls) || !isWithin(rows, counts.passes[kind].rows)
  })
  expect({ misses, truth: misses.length > 0 && truth.passes }).toEqual({ misses: [], truth: false })
  expect(isWithin(truth.updates, counts.updates)).toBe(true)
  expect(counts.evaluations).toBe(truth.evaluations)
  return counts
}

const rendered = methodNames.filter((name) => {
  try {
    return methodOf(name)
  } catch {
    return false
  }
})

/** Those of which nothing depends on the picture. */
const certain: readonly MethodName[] = ['merge', 'switch', 'composite', 'cmlora', 'regional', 'regional-rows']

describe('the cost of a render, counted', () => {
  it.each(rendered)('holds what %s really computes', async (name) => {
    const counts = await expectCountsToHold(await prepare(name))
    if (!certain.includes(name)) return
    const open = passKinds.filter((kind) => counts.passes[kind].rows.fewest !== counts.passes[kind].rows.most)
    expect(open).toEqual([])
  })

  it.each([
    { cache: { type: 'uniform', interval: 2 } },
    { cache: { type: 'first-block', threshold: 0.2, mostSkips: 2 } },
    { sampler: 'Heun' },
    { guidance: 1 },
  ] as const)('holds with %o', async (more) => {
    const { passes, evaluations } = await expectCountsToHold(await prepare('merge', more))
    if ('cache' in more) expect(passes.stored.rows.fewest).toBeGreaterThan(0)
    if ('sampler' in more) expect(evaluations).toBe(9)
    if ('guidance' in more) expect(passes.whole.rows.expected).toBe(5)
  })

  it('gives a range where the loss decides when updates end', async () => {
    const { updates } = await countCost(await prepare('composer', { steps: 20 }), signal)
    expect(updates).toEqual({ fewest: 3, expected: 7, most: 11 }) // steps 0 to 2 for certain, none after step 10
  })

  it('opens no session and takes memory by size and rows', async () => {
    const renders = [await prepare('merge'), await prepare('merge', {}, 256), await prepare('regional-rows', {}, 256)]
    const built = model.runtime.sessionsBuilt
    const memories = await Promise.all(renders.map(async (prepared) => (await countCost(prepared, signal)).memory))
    expect(model.runtime.sessionsBuilt).toBe(built)
    const [memory, largeMemory, rowsMemory] = memories
    expect(largeMemory!.activations).toBeGreaterThan(2 * memory!.activations)
    expect(rowsMemory!.activations).toBeGreaterThan(1.5 * largeMemory!.activations)
    const unet = [...model.checkpoint.unet.weights.values()]
    const unetBytes = unet.reduce((sum, { byteLength }) => sum + byteLength, 0)
    expect(largeMemory!.weights).toBeGreaterThan(unetBytes)
    expect(largeMemory!.weights).toBe(memory!.weights)
  })
})

describe('the time of a render, estimated', () => {
  it.each(swept<MethodName>(['merge'], ['cmlora', 'composite']))(
    'is near what %s takes',
    { retry: 3 },
    async (name) => {
      const prepared = await prepare(name, { steps: 12 }, 128)
      const { time } = await estimateCost(prepared)
      await render(prepared) // opens what is not open yet
      const started = performance.now()
      await render(prepared, 2)
      const sampling = performance.now() - started
      const ratio = (time.picture.expected - time.finishing) / sampling
      expect(ratio).toBeGreaterThan(0.65)
      expect(ratio).toBeLessThan(1.5)
    },
  )

  it('stops when the signal fires', async () => {
    const aborted = AbortSignal.abort()
    await expect(estimateCost(await prepare('merge'), aborted)).rejects.toThrow('aborted')
  })
})
