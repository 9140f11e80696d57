import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { EngineError } from '../errors/engineError.ts'
import { encodePng } from '../image/png.ts'
import { createProject, type Project } from '../protocol/project.ts'
import type { JobRequest } from '../protocol/window/jobs.ts'
import { engineInHand } from '../testing/engineInHand.ts'
import { studioForTest, type TestStudio } from '../testing/studioForTest.ts'

let test: TestStudio
afterEach(() => test.end())

async function starterProject(changes: Partial<Project> = {}): Promise<Project> {
  const { document } = await test.call('openDocument', { source: { type: 'new' } })
  return createProject({ ...document!.project, ...changes })
}

async function startJob(name: string, changes: Partial<JobRequest> = {}): Promise<string> {
  const project = changes.project ?? (await starterProject())
  const { jobId } = await test.call('startJob', {
    documentId: 'd',
    name,
    project,
    task: { type: 'pictures' },
    recordsAttention: false,
    readsPictures: false,
    next: false,
    ...changes,
  })
  return jobId
}

const jobs = async () => (await test.call('start', {})).jobs
const states = async () => Object.fromEntries((await jobs()).map(({ name, state }) => [name, state]))
const until = async (check: () => Promise<boolean> | boolean) => {
  for (let i = 0; i < 400 && !(await check()); i++) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await check()).toBe(true)
}
const gone = () => new EngineError('engine-gone', 'The engine ended (signal SIGKILL).', 'Render again.')

describe('the queue', () => {
  it('renders one job after the other, those that go first in front', async () => {
    const engine = engineInHand()
    test = await studioForTest({ engine: engine.host })
    await startJob('first')
    await startJob('second')
    await startJob('in front', { next: true })
    await until(() => engine.renders.length === 1)
    expect(await states()).toEqual({ first: 'running', second: 'queued', 'in front': 'queued' })
    engine.renders[0]!.end()
    await until(() => engine.renders.length === 2)
    expect(await states()).toEqual({ first: 'finished', second: 'queued', 'in front': 'running' })
    expect(engine.told).toEqual(['first', undefined, 'in front'])
  })

  it('puts what waits in front when it is asked to, and tells of all in the order in which they run', async () => {
    const engine = engineInHand()
    test = await studioForTest({ engine: engine.host })
    const [first, , third] = [await startJob('first'), await startJob('second'), await startJob('third')]
    await until(() => engine.renders.length === 1)
    await test.call('moveJobToFront', { jobId: third })
    expect((await jobs()).map(({ name }) => name)).toEqual(['first', 'third', 'second'])
    await test.call('moveJobToFront', { jobId: first }) // it runs already
    test = await test.again()
    await until(() => engine.renders.length === 2)
    expect((await jobs()).map(({ name, state }) => [name, state])).toEqual([
      ['first', 'failed'],
      ['third', 'running'],
      ['second', 'queued'],
    ])
  })

  it('says of each job by which methods and with which seeds it renders, also after a restart', async () => {
    const engine = engineInHand()
    test = await studioForTest({ engine: engine.host })
    await startJob('running')
    const listed = await starterProject({ seeds: [7, 42, 99, 3, 1], method: { name: 'clora' } })
    await startJob('listed', { project: listed })
    const methods = [{ name: 'merge' as const }, { name: 'switch' as const }]
    const inRow = await starterProject({ seeds: { first: 4, count: 2 } })
    await startJob('compared', { project: inRow, task: { type: 'compare', methods } })
    const told = [
      { methods: ['clora'], seeds: { count: 5, first: [7, 42, 99, 3], areInRow: false } },
      { methods: ['merge', 'switch'], seeds: { count: 2, first: [4, 5], areInRow: true }, pictures: 4 },
    ]
    expect((await jobs()).slice(1)).toMatchObject(told)
    engine.setState('restarting')
    test = await test.again()
    expect((await jobs()).slice(1)).toMatchObject(told)
  })

  it('is closed within seconds, whatever the engine does, and says afterwards what became of the render', async () => {
    const engine = engineInHand({ heeds: false })
    test = await studioForTest({ engine: engine.host })
    await startJob('deaf')
    await startJob('waiting')
    await until(() => engine.renders.length === 1)
    const before = performance.now()
    const again = await test.again()
    expect(performance.now() - before).toBeLessThan(6_000)
    engine.renders[0]!.end() // nobody hears of it
    test = again
    await until(() => engine.renders.length === 2)
    expect(await states()).toEqual({ deaf: 'failed', waiting: 'running' })
    const [deaf] = await jobs()
    expect(deaf!.error).toMatchObject({ message: "Polyptych ended while 'deaf' was rendered." })
    engine.renders[1]!.end()
    await until(async () => (await states())['waiting'] === 'finished')
  })

  it('gives the engine absolute paths, one name for each picture, and the project as it was', async () => {
    const engine = engineInHand()
    test = await studioForTest({ engine: engine.host })
    const project = await starterProject({ seeds: [3, 3, 4] })
    await startJob('Duo: 1/2', { project, task: { type: 'compare', methods: [{ name: 'merge' }, { name: 'clora' }] } })
    await until(() => engine.renders.length === 1)
    const { request } = engine.renders[0]!
    expect(request.project.model.path).toMatch(/starter$/)
    expect(new Set(request.fileNames).size).toBe(6)
    expect(request.fileNames.every((name) => /^\d{8}-\d{6}-[0-9a-f]{6}-000\d-Duo_-1_2-[34]\.png$/.test(name))).toBe(
      true,
    )
    expect(request.compare).toMatchObject({ methods: [{ name: 'merge' }, { name: 'clora' }] })
    expect(await jobs()).toMatchObject([{ pictures: 6, type: 'compare' }])
  })

  it('puts finished pictures into the gallery, with what was seen in them', async () => {
    const engine = engineInHand()
    test = await studioForTest({ engine: engine.host })
    const project = await starterProject({ seeds: [7], prompt: 'a cat' })
    await test.call('saveDocument', { documentId: 'd', project, to: { type: 'named', name: 'Duo', replace: true } })
    await startJob('Duo', { project })
    await until(() => engine.renders.length === 1)
    const { request, give, end } = engine.renders[0]!
    const path = join(request.outFolder, request.fileNames[0]!)
    await writeFile(path, await encodePng(new Uint8Array(12), 2, 2))
    const map = { conceptId: 'a', width: 1, height: 1, max: 1, bytes: 'AA==' }
    const steps = { picture: 1, pictures: 1, step: 1, steps: 2, milliseconds: 5, millisecondsLeft: 10 }
    give({ type: 'opened', model: 'm', architecture: 'sd1', provider: 'cpu', milliseconds: 3 })
    give({ type: 'methodChosen', name: 'regional', reason: 'Two regions.' })
    give({ type: 'warning', message: "'/home/x/a.png' is odd." })
    give({ type: 'picture', picture: 1, pictures: 1, seed: 7 })
    give({ type: 'step', ...steps })
    give({ type: 'attention', seed: 7, step: 1, concepts: [map] })
    give({ type: 'preview', seed: 7, step: 1, width: 2, height: 2, mime: 'image/webp', bytes: new Uint8Array([9]) })
    await until(async () => (await jobs())[0]!.preview !== undefined)
    const [running] = await jobs()
    expect(running).toMatchObject({ step: 1, steps: 2, seed: 7, warnings: ["'a.png' is odd."], maps: { step: 1 } })
    const address = running!.preview!.url.replace('asset/', '')
    expect((await test.studio.asset(address)).body).toEqual(new Uint8Array([9]))

    give({ type: 'found', seed: 7, concepts: [map] })
    give({ type: 'saved', picture: 1, pictures: 1, seed: 7, path, milliseconds: 40 })
    end()
    await until(async () => (await states()).Duo === 'finished')
    const { items } = await test.call('listGallery', { limit: 10 })
    expect(items).toMatchObject([
      { name: 'Duo', seed: 7, prompt: 'a cat', method: 'regional', methodReason: 'Two regions.', hasAttention: true },
    ])
    expect(await test.call('readMaps', { id: items[0]!.id })).toEqual({
      found: [map],
      steps: [{ step: 1, concepts: [map] }],
    })
    const made = await test.call('readPictureProject', { id: items[0]!.id })
    expect(made.project).toMatchObject({ prompt: 'a cat', seeds: { first: 7, count: 1 } })
    expect(made.project.model.path).not.toContain('/')
    const [job] = await jobs()
    expect(job).toMatchObject({ done: 1, results: [items[0]!.id] })
    expect(job).not.toHaveProperty('preview')
    expect(job).not.toHaveProperty('maps')
    expect((await test.studio.asset(address)).status).toBe(200) // a window may have asked a moment before
    expect((await test.call('listDocuments', {})).recent).toMatchObject([
      { name: 'Duo', thumbnail: items[0]!.thumbnail },
    ])
    const { document } = await test.call('openDocument', { source: { type: 'picture', id: items[0]!.id } })
    expect(document).toMatchObject({ problems: [], project: { prompt: 'a cat', seeds: { first: 7, count: 1 } } })
  })

  it('gives pictures of a comparison their readings as these come, and tells the windows', async () => {
    const engine = engineInHand()
    test = await studioForTest({ engine: engine.host })
    const methods = [{ name: 'merge' as const }, { name: 'regional' as const }]
    const project = await starterProject({ seeds: [7] })
    await startJob('Duo', { project, task: { type: 'compare', methods } })
    await until(() => engine.renders.length === 1)
    const { request, give, end } = engine.renders[0]!
    const [merge, regional] = request.fileNames.map((name) => join(request.outFolder, name))
    const counted = { pictures: 2, seed: 7 }
    const map = { conceptId: 'a', width: 1, height: 1, max: 1, bytes: 'AA==' }
    const reading = { conceptId: 'a', name: 'Kiki', presence: 0.4, found: true, bleed: 0, sentence: 'Kiki is there.' }
    for (const [index, path] of [merge!, regional!].entries()) {
      give({ type: 'method', label: methods[index]!.name, number: index + 1, methods: 2 })
      await until(async () => (await jobs())[0]?.methodNumber === index + 1)
      expect((await jobs())[0]).toMatchObject({ method: methods[index], methods: ['merge', 'regional'] })
      await writeFile(path, await encodePng(new Uint8Array(12), 2, 2))
      give({ type: 'picture', picture: index + 1, ...counted })
      give({ type: 'saved', picture: index + 1, ...counted, path, milliseconds: 40 })
      if (path !== merge) continue
      give({ type: 'found', seed: 7, concepts: [map] })
      give({ type: 'read', picture: 1, ...counted, path, concepts: [reading] })
    }
    end()
    await until(async () => (await states()).Duo === 'finished')
    const { items } = await test.call('listGallery', { limit: 10 })
    const [ofMerge, ofRegional] = ['merge', 'regional'].map((name) => items.find(({ method }) => method === name)!)
    expect(ofMerge).toMatchObject({ concepts: [reading] })
    expect(ofRegional).not.toHaveProperty('concepts')
    expect(await test.call('readMaps', { id: ofMerge!.id })).toEqual({ found: [map] })
    expect(await test.call('readMaps', { id: ofRegional!.id })).toEqual({})
    const told = test.events.filter(({ event }) => event === 'gallery')
    expect(told).toHaveLength(3)
  })

  it('survives the end of the engine: the job that ran has failed, the others go on when it is back', async () => {
    const engine = engineInHand()
    test = await studioForTest({ engine: engine.host })
    await startJob('greedy')
    await startJob('patient')
    await until(() => engine.renders.length === 1)
    engine.renders[0]!.end(gone())
    await until(async () => (await states()).greedy === 'failed')
    expect(engine.renders).toHaveLength(1)
    engine.setState('restarting')
    expect(await jobs()).toMatchObject([{ error: { code: 'engine-gone' } }, { state: 'queued' }])
    engine.setState('ready')
    await until(() => engine.renders.length === 2)
    expect(await states()).toEqual({ greedy: 'failed', patient: 'running' })
  })

  it('queues exactly again what has failed, whatever was asked for since, and forgets the failure', async () => {
    const engine = engineInHand()
    test = await studioForTest({ engine: engine.host })
    const project = await starterProject({ seeds: { first: 4, count: 2 }, prompt: 'one' })
    const methods = [{ name: 'merge' as const }, { name: 'clora' as const }]
    const jobId = await startJob('one', { project, task: { type: 'compare', methods }, readsPictures: true })
    await until(() => engine.renders.length === 1)
    engine.renders[0]!.end(new EngineError('out-of-memory', 'The memory was too little.', 'Choose a smaller size.'))
    await until(async () => (await states()).one === 'failed')
    await startJob('two', { documentId: 'other' })
    await until(() => engine.renders.length === 2)
    test = await test.again() // it is kept as well
    await until(async () => (await states()).two === 'failed')

    const { jobId: again } = await test.call('repeatJob', { jobId })
    await until(() => engine.renders.length === 3)
    const [failed, repeated] = [engine.renders[0]!.request, engine.renders[2]!.request]
    const withoutTimes = ({ fileNames: { length }, compare, ...rest }: typeof failed) => [
      rest,
      length,
      compare?.methods,
    ]
    expect(withoutTimes(repeated)).toEqual(withoutTimes(failed))
    expect(await jobs()).toMatchObject([
      { name: 'two', state: 'failed' },
      { name: 'one', state: 'running', jobId: again, documentId: 'd', type: 'compare', pictures: 4 },
    ])
  })

  it('repeats nothing that has not failed, and says so', async () => {
    const engine = engineInHand()
    test = await studioForTest({ engine: engine.host })
    const [running] = [await startJob('running'), await startJob('waiting')]
    await until(() => engine.renders.length === 1)
    for (const jobId of [running, 'unknown']) {
      await expect(test.call('repeatJob', { jobId })).rejects.toMatchObject({ code: 'setting-invalid' })
    }
    expect(await states()).toEqual({ running: 'running', waiting: 'queued' })
  })

  it('cancels what waits at once and what runs when the engine lets go, and forgets what has ended', async () => {
    const engine = engineInHand()
    test = await studioForTest({ engine: engine.host })
    const [running, waiting] = [await startJob('running'), await startJob('waiting')]
    await until(() => engine.renders.length === 1)
    await test.call('cancelJob', { jobId: waiting })
    expect(await states()).toMatchObject({ waiting: 'cancelled' })
    await test.call('cancelJob', { jobId: running })
    await until(async () => (await states()).running === 'cancelled')
    await test.call('forgetJobs', { jobIds: [running, 'unknown'] })
    expect(await states()).toEqual({ waiting: 'cancelled' })
    expect(engine.renders).toHaveLength(1)
  })

  it('is kept when the program ends: what waited goes on, what ran is told of', async () => {
    const engine = engineInHand()
    test = await studioForTest({ engine: engine.host })
    await startJob('running')
    await startJob('second')
    await startJob('first', { next: true })
    await until(() => engine.renders.length === 1)
    const before = engine.renders.length
    test = await test.again()
    await until(() => engine.renders.length === before + 1)
    expect(await states()).toEqual({ running: 'failed', second: 'queued', first: 'running' })
    expect((await jobs()).find(({ name }) => name === 'running')!.error).toMatchObject({
      message: "Polyptych ended while 'running' was rendered.",
    })
  })

  it('tells of changes at most ten times a second, and always of the last', async () => {
    const engine = engineInHand()
    test = await studioForTest({ engine: engine.host })
    await startJob('busy')
    await until(() => engine.renders.length === 1)
    test.events.length = 0
    const start = performance.now()
    const of = { picture: 1, pictures: 1, steps: 900, milliseconds: 1, millisecondsLeft: 1 }
    for (let step = 1; step <= 900; step++) engine.renders[0]!.give({ type: 'step', step, ...of })
    const told = () => test.events.filter(({ event }) => event === 'jobs').map(({ data }) => data)
    await until(() => JSON.stringify(told().at(-1) ?? '').includes('"step":900'))
    expect(told().length).toBeLessThanOrEqual(2 + (performance.now() - start) / 100)
  })

  it('keeps one preview and the last fifty jobs, however many there were', async () => {
    const engine = engineInHand()
    test = await studioForTest({ engine: engine.host })
    const project = await starterProject()
    for (let i = 0; i < 60; i++) {
      await startJob(`job ${i}`, { project })
      await until(() => engine.renders.length === i + 1)
      const bytes = new Uint8Array([i])
      const preview = { type: 'preview', seed: 1, step: 1, width: 1, height: 1, mime: 'image/webp', bytes } as const
      engine.renders[i]!.give(preview)
      engine.renders[i]!.end()
      await until(async () => (await states())[`job ${i}`] === 'finished')
    }
    const kept = await jobs()
    expect(kept).toHaveLength(50)
    expect(kept[0]!.name).toBe('job 10')
    const previews = await Promise.all(kept.map(({ jobId }) => test.studio.asset(`preview/${jobId}/1`)))
    expect(previews.map(({ status }) => status)).toEqual([...Array<number>(49).fill(404), 200])
  })
})
