import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256OfFile, sha256OfFileRange } from './hashing.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-hash-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(name: string, contents: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, contents)
  return path
}

describe('sha256OfFile', () => {
  // FIPS 180-4 examples as published by NIST.
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('hashes %o as published', async (text, expected) => {
    expect(await sha256OfFile(await fileOf('text', text))).toBe(expected)
  })

  it('hashes files that are larger than one piece, from any position', async () => {
    const bytes = Uint8Array.from({ length: (1 << 21) + 3 }, (_, i) => i * 31)
    const path = await fileOf('large', bytes)
    for (const start of [0, 7, 1 << 20, bytes.length]) {
      const expected = createHash('sha256').update(bytes.subarray(start)).digest('hex')
      expect(await sha256OfFileRange(path, start)).toBe(expected)
    }
  })

  it('says what is wrong with a path', async () => {
    const file = await fileOf('file', 'x')
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    const cases = [
      [join(folder, 'nothing'), 'file-missing', /does not exist/],
      [join(file, 'below'), 'file-missing', /a part of its path is a file/],
      [folder, 'file-unreadable', /is a folder/],
      [pipe, 'file-unreadable', /is a device or pipe/],
      [join(folder, 'x'.repeat(256)), 'file-unreadable', /longer than this file system allows/],
    ] as const
    for (const [path, code, reason] of cases) {
      const failure = sha256OfFile(path)
      await expect(failure).rejects.toMatchObject({ name: 'EngineError', code })
      await expect(failure).rejects.toThrow(reason)
      await expect(failure).rejects.toThrow(path)
    }
  })
})
