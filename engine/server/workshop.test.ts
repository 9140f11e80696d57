import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { EngineRender } from '../protocol/engineMethods.ts'
import type { ProjectInput } from '../protocol/project.ts'
import { oneCore } from '../testing/oneCore.ts'
import { starterPath } from '../testing/fixtureFiles.ts'
import { leftHalf, smallProject, starterConcept } from '../testing/starterRender.ts'
import { createWorkshop } from './workshop.ts'

const never = new AbortController().signal
const workshop = createWorkshop()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-workshop-'))
  const { hardware } = await workshop.hello(oneCore)
  expect(hardware).toMatchObject({ provider: 'cpu' })
})

afterAll(() => rm(folder, { recursive: true }))

const project = (changes: Partial<ProjectInput> = {}) =>
  smallProject({ method: { name: 'merge' }, steps: 2, ...changes })

function render(changes: Partial<ProjectInput> = {}, signal = never) {
  const request: EngineRender = {
    project: project(changes),
    name: 'a',
    outFolder: folder,
    fileNames: ['a.png'],
    recordsAttention: false,
    readsPictures: false,
  }
  return workshop.render(request, signal)
}

it('refuses what cannot be rendered without waiting for the device', async () => {
  const rendering = render({ steps: 50 })
  await rendering.next()
  await expect(render({ sampler: 'Magic' }).next()).rejects.toMatchObject({ code: 'setting-invalid' })
  await expect(workshop.estimateCost(project({ sampler: 'Magic' }), never)).rejects.toThrow('Magic')
  await rendering.return(undefined)
})

it('looks for a lost file nowhere, and says its name alone', async () => {
  const lost = starterConcept('kiki', 'a kiki cat')
  const concept = {
    ...lost,
    region: leftHalf,
    adapters: [{ file: { path: '/nowhere/of an artist/kiki.safetensors' } }],
  }
  await expect(workshop.estimateCost(project({ concepts: [concept] }), never)).rejects.toMatchObject({
    code: 'file-missing',
    message: "concepts[0].adapters[0].file: 'kiki.safetensors' does not exist.",
    remedy: 'Put the file back, or change the path.',
  })
})

it('says how long opening took, of pictures and of comparisons', async () => {
  const openings: number[] = []
  const compare = { methods: [{ name: 'merge' as const }], sheetName: 'sheet.png' }
  const request = { name: 'a', outFolder: folder, fileNames: ['a.png'], recordsAttention: false, readsPictures: false }
  for (const more of [{ compare }, {}]) {
    for await (const event of workshop.render({ ...request, ...more, project: project() }, never)) {
      if (event.type === 'opened') openings.push(event.milliseconds)
    }
  }
  expect(openings).toHaveLength(2)
  expect(Math.min(...openings)).toBeGreaterThan(0)
})

it('measures once, and uses what it knows while somebody renders', async () => {
  const canvas = { width: 64, height: 128 }
  const rendering = render({ steps: 50 })
  await rendering.next()
  expect((await workshop.estimateCost(project({ canvas }), never)).time).toBeUndefined()
  await rendering.return(undefined)
  expect((await workshop.estimateCost(project({ canvas }), never)).time).toBeDefined()
  const next = render({ steps: 50 })
  await next.next()
  expect((await workshop.estimateCost(project({ canvas }), never)).time).toBeDefined()
  await next.return(undefined)
})

it('estimates a model that was replaced anew', async () => {
  const path = join(folder, 'model')
  await cp(starterPath(), path, { recursive: true, filter: (source) => !/loras|training/.test(source) })
  const copied = () => project({ model: { path }, concepts: [] })
  expect((await workshop.estimateCost(copied(), never)).time).toBeDefined()
  const rendering = render({ steps: 50 })
  await rendering.next()
  expect((await workshop.estimateCost(copied(), never)).time).toBeDefined()
  const weights = join(path, 'unet', 'diffusion_pytorch_model.safetensors')
  const bytes = await readFile(weights)
  await writeFile(weights, bytes.fill(0, bytes.length - 16))
  expect((await workshop.estimateCost(copied(), never)).time).toBeUndefined()
  await rendering.return(undefined)
})

it('lets a render begin at once, whatever is being estimated', async () => {
  const order: string[] = []
  const slow = project({ method: { name: 'composer' }, steps: 100, canvas: { width: 256, height: 256 } })
  const estimate = workshop.estimateCost(slow, never).then((cost) => {
    order.push('estimated')
    return cost
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  for await (const { type } of render({ method: { name: 'regional' } })) if (type === 'opened') order.push(type)
  expect((await estimate).time).toBeUndefined()
  expect(order).toEqual(['opened', 'estimated'])
})

it('gives up an estimate for a newer one, which is measured', async () => {
  const canvas = { width: 64, height: 192 }
  const slow = project({ steps: 1000, canvas })
  const timed = async (signal: AbortSignal) => {
    const begun = performance.now()
    const error: unknown = await workshop.estimateCost(slow, signal).catch((thrown: unknown) => thrown)
    return { error, milliseconds: performance.now() - begun }
  }
  await timed(never) // opens and measures
  const whole = await timed(never)
  const older = new AbortController()
  setTimeout(() => older.abort(new Error('not wanted any more')), 20)
  const first = await timed(older.signal)
  expect(first.error).toMatchObject({ message: 'not wanted any more' })
  expect(first.milliseconds).toBeLessThan(whole.milliseconds / 2)
  const third = new AbortController()
  const second = workshop.estimateCost(project({ canvas, steps: 30 }), third.signal)
  third.abort(new Error('not that either'))
  const newest = workshop.estimateCost(project({ canvas, steps: 31 }), never)
  await expect(second).rejects.toThrow('not that either')
  expect((await newest).time).toBeDefined()
})
