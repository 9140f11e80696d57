import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readImage } from '../image/readImage.ts'
import { renderProject } from '../pipeline/renderProject.ts'
import { writeProject } from '../project/projectFile.ts'
import { resolveProjectFiles } from '../project/resolveFiles.ts'
import type { EngineRender, EngineRenderEvent } from '../protocol/engineMethods.ts'
import type { ProjectInput } from '../protocol/project.ts'
import { createRuntime, type Runtime } from '../runtime/runtime.ts'
import { oneCore } from '../testing/oneCore.ts'
import { leftHalf, smallProject, starterConcept } from '../testing/starterRender.ts'
import { createModelPool, type ModelPool } from './modelPool.ts'
import { renderJob } from './renderJob.ts'

let folder: string
let runtime: Runtime
let pool: ModelPool

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-job-'))
  runtime = await createRuntime(oneCore)
  pool = createModelPool(runtime)
})

afterAll(async () => {
  await pool.release()
  await rm(folder, { recursive: true })
})

const project = (changes: Partial<ProjectInput> = {}) =>
  smallProject({ method: { name: 'regional' }, steps: 4, ...changes })

async function run(
  request: Partial<EngineRender> & Pick<EngineRender, 'project'>,
  signal = new AbortController().signal,
) {
  const started = performance.now()
  const files = await resolveProjectFiles(request.project, '/', {})
  const { opened, leave } = await pool.take(files, signal)
  const settings = { name: 'a', outFolder: folder, fileNames: ['a.png'], recordsAttention: false, readsPictures: false }
  const events: EngineRenderEvent[] = []
  try {
    for await (const event of renderJob(opened, { ...settings, ...request }, started, signal)) events.push(event)
  } finally {
    await leave()
  }
  return events
}

function ofType<Type extends EngineRenderEvent['type']>(events: readonly EngineRenderEvent[], type: Type) {
  return events.filter((event): event is Extract<EngineRenderEvent, { type: Type }> => event.type === type)
}

/** Pearson's: 1 for pictures that show the same, whatever their brightness and contrast. */
function correlation(a: Uint8Array, b: Uint8Array): number {
  const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanA, meanB] = [mean(a), mean(b)]
  const products = (x: Uint8Array, meanX: number, y: Uint8Array, meanY: number) =>
    x.reduce((sum, value, index) => sum + (value - meanX) * (y[index]! - meanY), 0)
  return products(a, meanA, b, meanB) / Math.sqrt(products(a, meanA, a, meanA) * products(b, meanB, b, meanB))
}

describe('renderJob', () => {
  it('tells of a picture while it is made, in order', async () => {
    const types = (await run({ project: project(), recordsAttention: true, readsPictures: true })).map(
      ({ type }) => type,
    )
    const step = ['step', 'attention', 'preview']
    const expected = ['opened', 'adapter', 'picture', ...step, ...step, ...step, 'step', 'attention', 'found', 'saved']
    expect(types.filter((type) => type !== 'warning')).toEqual([...expected, 'finished'])
  })

  it('shows previews that are pictures and soon look like the finished one', async () => {
    const canvas = { width: 128, height: 128 }
    const events = await run({ project: project({ steps: 8, canvas, prompt: 'a kiki cat in a meadow', guidance: 5 }) })
    const finished = await readImage(join(folder, 'a.png'))
    const likenesses: number[] = []
    for (const { bytes, width, height } of ofType(events, 'preview')) {
      const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
      expect([info.width, info.height, width, height]).toEqual([128, 128, 128, 128])
      likenesses.push(correlation(data, finished.pixels))
    }
    expect(likenesses.length).toBe(7)
    expect(Math.min(...likenesses.slice(3))).toBeGreaterThan(0.6)
  })

  it('makes the pixels of the command line, byte for byte', async () => {
    const path = join(folder, 'scene.polyptych')
    await writeProject(path, project())
    const request = { projectPath: path, outFolder: folder, ...oneCore } as const
    for await (const event of renderProject(request, new AbortController().signal)) void event
    await run({ project: project() })
    expect((await readImage(join(folder, 'a.png'))).pixels).toEqual(
      (await readImage(join(folder, 'scene-3.png'))).pixels,
    )
  })

  it('opens nothing anew for other words and weights', async () => {
    await run({ project: project({ steps: 2 }), readsPictures: true })
    const before = runtime.sessionsBuilt
    const other = project({
      concepts: [{ ...starterConcept('kiki', 'a cat', { weight: 0.4 }), region: leftHalf }],
      prompt: 'snow',
      steps: 2,
    })
    await run({ project: other, readsPictures: true })
    expect(runtime.sessionsBuilt).toBe(before)
  })

  it('compares methods on a sheet', async () => {
    const methods = [{ name: 'merge' as const }, { name: 'regional' as const }]
    const fileNames = ['m.png', 'r.png']
    const events = await run({
      project: project({ steps: 2 }),
      fileNames,
      compare: { methods, sheetName: 'sheet.png' },
    })
    expect(ofType(events, 'saved').map(({ path }) => path)).toEqual(fileNames.map((name) => join(folder, name)))
    expect(ofType(events, 'method').map(({ number, methods }) => [number, methods])).toEqual([
      [1, 2],
      [2, 2],
    ])
    expect(ofType(events, 'methodDone').map(({ result }) => result.label)).toEqual(['merge', 'regional'])
    const read = ofType(events, 'read')
    expect(read.map(({ path }) => path)).toEqual(fileNames.map((name) => join(folder, name)))
    for (const { concepts } of read) {
      const [{ inside, bleedsInto, background }] = concepts as [(typeof concepts)[number]]
      expect(bleedsInto).toEqual([]) // nobody else has a region
      expect(inside! + background!).toBeCloseTo(1, 3)
    }
    const order = ['saved', 'found', 'read', 'methodDone']
    expect(events.map(({ type }) => type).filter((type) => order.includes(type))).toEqual([...order, ...order])
    const { width, height } = await sharp(await readFile(join(folder, 'sheet.png'))).metadata()
    expect(ofType(events, 'sheet')).toMatchObject([{ width, height }])
  })

  it('stops between two calls of the network', async () => {
    const controller = new AbortController()
    const events: string[] = []
    const files = await resolveProjectFiles(project({ steps: 20 }), '/', {})
    const { opened, leave } = await pool.take(files, controller.signal)
    const request = { project: project(), name: 'a', outFolder: folder, fileNames: ['never.png'] }
    const stopped = (async () => {
      const settings = { ...request, recordsAttention: false, readsPictures: false }
      for await (const { type } of renderJob(opened, settings, performance.now(), controller.signal)) {
        events.push(type)
        if (type === 'step') controller.abort(new Error('enough'))
      }
    })()
    await expect(stopped).rejects.toThrow('enough')
    await leave()
    expect(events.filter((type) => type === 'step')).toHaveLength(1)
    await expect(readFile(join(folder, 'never.png'))).rejects.toThrow('ENOENT')
  })
})
