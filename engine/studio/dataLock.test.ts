import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lockData } from './dataLock.ts'

let folder: string
let path: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-lock-'))
  path = join(folder, 'host.lock')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const alreadyRunning = {
  code: 'output-unwritable',
  message: 'Polyptych is already running with this data folder.',
}

it('keeps the folder to one host, and lets it go', async () => {
  await writeFile(path, `${process.ppid}`)
  await expect(lockData(folder)).rejects.toMatchObject(alreadyRunning)
  await rm(path)
  const release = await lockData(folder)
  expect(existsSync(path)).toBe(true)
  await release()
  expect(existsSync(path)).toBe(false)
})

it.each([
  ['a process that is gone', '999999999', new Date()],
  ['another program with the same number', `${process.ppid}`, new Date(Date.now() - 600_000)],
  ['something damaged', 'x', new Date()],
  ['one that ended before it had written its lock', '', new Date(Date.now() - 10_000)],
])('is not held by %s', async (_, text, time) => {
  await writeFile(path, text)
  await utimes(path, time, time)
  await (
    await lockData(folder)
  )()
})

describe('hosts that begin at once', () => {
  /** Numbers of processes that run as long as this test. */
  const pids = [process.pid, process.ppid, 1]
  const stale = async () => writeFile(path, '999999999 0123456789abcdef')
  const torn = async () => {
    await stale()
    await writeFile(`${path}.next`, '999999998 0123456789abcdef')
  }

  it.each([
    ['there is no lock', () => Promise.resolve()],
    ['one has ended without taking its lock away', stale],
    ['another has ended while it took that over', torn],
  ])('get the folder for one of them where %s', async (_, prepare) => {
    for (let round = 0; round < 20; round++) {
      await prepare()
      const ends = await Promise.allSettled(pids.map((pid) => lockData(folder, pid)))
      const locks = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
      expect(locks).toHaveLength(1)
      for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject(alreadyRunning)
      const holder = pids[ends.findIndex(({ status }) => status === 'fulfilled')]
      expect(await readFile(path, 'utf8')).toMatch(new RegExp(`^${holder} `))
      await locks[0]!()
      expect(await readdir(folder)).toEqual([])
    }
  })
})

it('is held by a host that is just writing its lock', async () => {
  await writeFile(path, '')
  await expect(lockData(folder)).rejects.toMatchObject(alreadyRunning)
  await rm(path)
})
