import { existsSync } from 'node:fs'
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lockData } from './dataLock.ts'

let folder: string
let path: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-lock-'))
  path = join(folder, 'host.lock')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

it('keeps the folder to one host, and lets it go', async () => {
  await writeFile(path, `${process.ppid}`)
  await expect(lockData(folder)).rejects.toMatchObject({ code: 'output-unwritable' })
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
])('is not held by %s', async (_, text, time) => {
  await writeFile(path, text)
  await utimes(path, time, time)
  await (
    await lockData(folder)
  )()
})
