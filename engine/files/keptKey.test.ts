import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readKeptKey } from './keptKey.ts'

let folder: string

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'polyptych-key-'))))
afterAll(() => rm(folder, { recursive: true }))

describe('a kept key', () => {
  it('is drawn once and the same ever after, and drawn anew where the file holds none', async () => {
    const path = join(folder, 'a.key')
    const drawn = await readKeptKey(path)
    expect(drawn).toHaveLength(32)
    expect(await readKeptKey(path)).toEqual(drawn)
    await writeFile(path, 'no key')
    expect(await readKeptKey(path)).not.toEqual(drawn)
  })

  it('is not replaced where it cannot be read', async () => {
    const path = join(folder, 'unreadable.key')
    await mkdir(path)
    await expect(readKeptKey(path)).rejects.toMatchObject({ remedy: expect.any(String) as string })
  })
})
