import { readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import type { EngineHost } from '../host/engineHost.ts'
import { createProject, type Project } from '../protocol/project.ts'
import { startingEngine, studioForTest, type TestStudio } from '../testing/studioForTest.ts'

/** Is done with every render at once. */
const quickEngine: EngineHost = {
  ...startingEngine,
  state: { status: 'ready' },
  async *render() {
    yield { type: 'finished', pictures: 0, milliseconds: 0 }
  },
}

let test: TestStudio
let documentId: string
let project: Project
beforeEach(async () => {
  test = await studioForTest({ engine: quickEngine })
  onTestFinished(() => test.end())
  const { document } = await test.call('openDocument', { source: { type: 'new' } })
  documentId = document!.documentId
  project = document!.project
})

const folder = () => join(test.folder, 'data', 'masks')
const masks = async () => (await readdir(folder()).catch(() => [])).filter((name) => name.endsWith('.png'))

/** Paints a mask, and answers the project with it. */
async function paint(shade: number): Promise<Project> {
  const background = { r: shade, g: shade, b: shade }
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer()
  const { file } = await test.call('keepMask', { upload: await test.upload(bytes) })
  const region = { type: 'mask' as const, file: { path: file } }
  return createProject({ ...project, concepts: [{ id: 'a', name: 'A', adapters: [], region }] })
}

/** Some days go by, and the program is started again. */
async function startLater(days: number): Promise<void> {
  const then = new Date(Date.now() - days * 24 * 3_600_000)
  for (const name of await readdir(folder())) await utimes(join(folder(), name), then, then)
  test = await test.again()
}

it('removes what was painted and never used, after thirty days', async () => {
  await paint(10)
  await startLater(29)
  expect(await masks()).toHaveLength(1)
  await startLater(31)
  expect(await readdir(folder())).toEqual([])
})

it('keeps what was painted again meanwhile', async () => {
  await paint(10)
  await startLater(29)
  await paint(10)
  test = await test.again()
  expect(await masks()).toHaveLength(1)
})

it.each([
  ['was rendered', (painted: Project) => startJob(painted).then(forget)],
  ['is unsaved work', (painted: Project) => test.call('keepRecovery', { documentId, name: 'Duo', project: painted })],
  ['was saved', (painted: Project) => save(painted)],
])('keeps what %s, and removes the strokes before', async (_, use) => {
  await paint(10)
  const painted = await paint(20)
  await use(painted)
  await startLater(31)
  expect(await masks()).toHaveLength(1)
  const [name] = await masks()
  const { data } = await sharp(await readFile(join(folder(), name!)))
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect(data[0]).toBe(20)
})

it('keeps what waits to be rendered', async () => {
  await test.end()
  test = await studioForTest() // whose engine does not start
  await startJob(await paint(20))
  await startLater(31)
  expect(await masks()).toHaveLength(1)
})

it('keeps what was saved also where its project is gone, for whoever finds it by its contents', async () => {
  await save(await paint(20))
  await paint(20)
  await startLater(31)
  await startLater(31)
  expect(await masks()).toHaveLength(1)
})

it('keeps everything where unsaved work is not understood', async () => {
  await test.call('keepRecovery', { documentId, name: 'Duo', project: await paint(20) })
  await paint(10)
  await writeFile(join(test.folder, 'data', 'recoveries', 'newer.json'), '{"of":"another version"}')
  await startLater(31)
  expect(await masks()).toHaveLength(2)
})

const save = (painted: Project) =>
  test.call('saveDocument', { documentId, project: painted, to: { type: 'named', name: 'Duo', replace: true } })

/** Once its job has ended. */
async function forget({ jobId }: { jobId: string }): Promise<void> {
  await expect.poll(async () => (await test.call('start', {})).jobs).toMatchObject([{ state: 'finished' }])
  await test.call('forgetJobs', { jobIds: [jobId] })
}

const startJob = (painted: Project) =>
  test.call('startJob', {
    documentId,
    name: 'Duo',
    project: painted,
    task: { type: 'pictures' },
    recordsAttention: false,
    readsPictures: false,
    next: false,
  })
