import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { openUploads } from './uploads.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'polyptych-uploads-'))))
afterEach(() => vi.useRealTimers())
afterAll(() => rm(folder, { recursive: true, force: true }))

async function* chunks(...lengths: number[]): AsyncGenerator<Uint8Array, void> {
  for (const length of lengths) yield await Promise.resolve(new Uint8Array(length).fill(length))
}

it('takes bytes as they come, up to the limit, and leaves nothing of what is larger', async () => {
  const uploads = await openUploads(folder, 10)
  const upload = await uploads.take(chunks(4, 6))
  expect(await readFile(uploads.pathOf(upload))).toHaveLength(10)
  await expect(uploads.take(chunks(4, 7))).rejects.toMatchObject({ code: 'file-refused' })
  expect(await readdir(join(folder, 'uploads'))).toHaveLength(1)
  await uploads.close()
  expect(existsSync(join(folder, 'uploads'))).toBe(false)
})

it('forgets them after an hour, and those of an earlier run', async () => {
  await openUploads(folder)
  await writeFile(join(folder, 'uploads', 'left'), 'x')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const uploads = await openUploads(folder)
  expect(await readdir(join(folder, 'uploads'))).toEqual([])
  const upload = await uploads.take(chunks(1))
  const path = uploads.pathOf(upload)
  vi.advanceTimersByTime(3_600_000)
  expect(() => uploads.pathOf(upload)).toThrow(expect.objectContaining({ code: 'file-missing' }))
  vi.useRealTimers()
  await vi.waitFor(() => expect(existsSync(path)).toBe(false))
  await uploads.close()
})

it.each(['upload:../../etc/passwd', '', 'upload:', 'constructor'])('knows no %j', async (upload) => {
  const uploads = await openUploads(folder)
  expect(() => uploads.pathOf(upload)).toThrow(expect.objectContaining({ code: 'file-missing' }))
  await uploads.close()
})
