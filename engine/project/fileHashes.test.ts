import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFileHashes, userCacheFolder } from './fileHashes.ts'

const scratch = mkdtempSync(join(tmpdir(), 'polyptych-hashes-'))
afterAll(() => {
  rmSync(scratch, { recursive: true })
})

const contents = Buffer.alloc(1_000_000, 'weights')
const hash = createHash('sha256').update(contents).digest('hex')
const wrongHash = '0'.repeat(64)

let folder: string
let path: string
let cacheFile: string

beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'case-'))
  path = join(folder, 'model.safetensors')
  cacheFile = join(folder, 'cache', 'hashes.json')
  writeFileSync(path, contents)
})

/** The file was written just now; a minute later it counts as settled. */
async function aMinuteLater<T>(action: () => Promise<T>): Promise<T> {
  const now = Date.now()
  const clock = vi.spyOn(Date, 'now').mockReturnValue(now + 60_000)
  try {
    return await action()
  } finally {
    clock.mockRestore()
  }
}

async function fillCache(): Promise<void> {
  await aMinuteLater(async () => {
    const hashes = createFileHashes(cacheFile)
    expect(await hashes.sha256(path)).toBe(hash)
    await hashes.save()
  })
}

/** Puts a hash into the cache that can only come from there. */
function falsifyCache(): void {
  writeFileSync(cacheFile, readFileSync(cacheFile, 'utf8').replace(hash, wrongHash))
}

describe('createFileHashes', () => {
  it('remembers the hash of a file from run to run', async () => {
    await fillCache()
    falsifyCache()
    expect(await createFileHashes(cacheFile).sha256(path)).toBe(wrongHash)
  })

  it('hashes a file again when its time has changed, though its size has not', async () => {
    await fillCache()
    falsifyCache()
    utimesSync(path, new Date(2001, 1), new Date(2001, 1))
    expect(await createFileHashes(cacheFile).sha256(path)).toBe(hash)
  })

  it('notices a change that leaves size and modification time alone', async () => {
    utimesSync(path, new Date(2001, 1), new Date(2001, 1))
    await fillCache()
    const changed = Buffer.alloc(contents.length, 'WEIGHTS')
    writeFileSync(path, changed)
    utimesSync(path, new Date(2001, 1), new Date(2001, 1))
    const expected = createHash('sha256').update(changed).digest('hex')
    expect(await createFileHashes(cacheFile).sha256(path)).toBe(expected)
  })

  it('does not remember a file that was written a moment ago', async () => {
    const hashes = createFileHashes(cacheFile)
    await hashes.sha256(path)
    await hashes.save()
    expect(existsSync(cacheFile)).toBe(false)
  })

  it.each(['', '{"version":1,"files":{"/a":3}}', '{"version":2,"files":{}}', '[]'])(
    'ignores the cache %j',
    async (text) => {
      await fillCache()
      writeFileSync(cacheFile, text)
      await fillCache()
      falsifyCache()
      expect(await createFileHashes(cacheFile).sha256(path)).toBe(wrongHash)
    },
  )

  it('keeps what another process has added in the meantime', async () => {
    await aMinuteLater(async () => {
      const [first, second] = [createFileHashes(cacheFile), createFileHashes(cacheFile)]
      const other = join(folder, 'other.safetensors')
      writeFileSync(other, contents)
      await first.sha256(path)
      await second.sha256(other)
      await first.save()
      await second.save()
      const { files } = JSON.parse(readFileSync(cacheFile, 'utf8')) as { files: object }
      expect(Object.keys(files)).toEqual([path, other])
    })
  })

  it('works without a place to write to', async () => {
    writeFileSync(join(folder, 'cache'), 'in the way')
    await fillCache()
  })

  it('reports a missing file', async () => {
    await expect(createFileHashes(undefined).sha256(join(folder, 'none'))).rejects.toMatchObject({
      code: 'file-missing',
    })
  })
})

describe('userCacheFolder', () => {
  it.each([
    ['linux', {}, '/home/me/.cache'],
    ['linux', { XDG_CACHE_HOME: '/caches' }, '/caches'],
    ['darwin', { XDG_CACHE_HOME: '/caches' }, '/home/me/Library/Caches'],
    ['win32', { LOCALAPPDATA: 'C:/Local' }, 'C:/Local'],
  ])('on %s with %j is %s', (platform, environment, expected) => {
    expect(userCacheFolder(platform, environment, '/home/me')).toBe(expected)
  })
})
