import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeFileAtomically } from './atomicWrite.ts'
import { writeFailure } from './fileErrors.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-write-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function* chunks(...parts: string[]) {
  for (const part of parts) yield await Promise.resolve(Buffer.from(part))
}

describe('writeFileAtomically', () => {
  it.each([
    ['text', 'grüße', 'grüße'],
    ['bytes', new Uint8Array([65, 66]), 'AB'],
    ['a view into larger bytes', new Uint8Array([64, 65, 66, 67]).subarray(1, 3), 'AB'],
    ['nothing', '', ''],
  ])('writes %s and creates the folders above', async (_, contents, expected) => {
    const path = join(folder, 'a', 'b', 'file')
    await writeFileAtomically(path, contents)
    expect(await readFile(path, 'utf8')).toBe(expected)
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['file'])
  })

  it('writes pieces one after the other', async () => {
    const path = join(folder, 'file')
    await writeFileAtomically(path, chunks('one ', '', 'two ', 'three'))
    expect(await readFile(path, 'utf8')).toBe('one two three')
  })

  it('keeps the old contents and leaves nothing behind when the contents fail halfway', async () => {
    const path = join(folder, 'file')
    await writeFile(path, 'old')
    async function* failing() {
      yield* chunks('new')
      throw new RangeError('the source broke')
    }
    await expect(writeFileAtomically(path, failing())).rejects.toThrow(new RangeError('the source broke'))
    expect(await readFile(path, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['file'])
  })

  it('gives one of several writers the file, whole', async () => {
    const path = join(folder, 'file')
    const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(100_000))
    await Promise.all(texts.map((text) => writeFileAtomically(path, text)))
    expect(texts).toContain(await readFile(path, 'utf8'))
    expect(await readdir(folder)).toEqual(['file'])
  })

  it('writes through a link', async () => {
    const target = join(folder, 'target')
    const link = join(folder, 'link')
    await writeFile(target, 'old')
    await symlink(target, link)
    await writeFileAtomically(link, 'new')
    expect([await readlink(link), await readFile(target, 'utf8')]).toEqual([target, 'new'])
  })

  it('writes a name that is as long as names may be', async () => {
    const path = join(folder, 'x'.repeat(255))
    await writeFileAtomically(path, 'long')
    expect(await readFile(path, 'utf8')).toBe('long')
  })

  it.each([
    ['a folder in the place of the file', 'taken', /a folder of this name/],
    ['a file in the place of a folder', 'file/below', /a part of the path is a file/],
    ['a file further up', 'file/below/it', /a part of the path is a file/],
    ['a name that is too long', 'x'.repeat(256), /longer than the file system allows/],
    ['a pipe', 'pipe', /a device or pipe/],
    ['a link to itself', 'loop', /leads back to itself/],
  ])('refuses %s, names the path and leaves nothing behind', async (_, name, reason) => {
    await mkdir(join(folder, 'taken'))
    await writeFile(join(folder, 'file'), 'old')
    await symlink('loop', join(folder, 'loop'))
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const path = join(folder, name)
    const failure = writeFileAtomically(path, 'new')
    await expect(failure).rejects.toMatchObject({ name: 'EngineError', code: 'output-unwritable' })
    await expect(failure).rejects.toThrow(reason)
    await expect(failure).rejects.toThrow(path)
    expect(await readdir(folder)).toEqual(['file', 'loop', 'pipe', 'taken'])
  })

  it.runIf(process.getuid?.() !== 0)('refuses a file that is write-protected', async () => {
    const path = join(folder, 'file')
    await writeFile(path, 'old', { mode: 0o444 })
    await expect(writeFileAtomically(path, 'new')).rejects.toMatchObject({ code: 'output-unwritable' })
  })
})

describe('writeFailure', () => {
  it.runIf(process.platform === 'linux')('calls a full disk by its name', async () => {
    const error = await writeFile('/dev/full', 'x').catch((caught: unknown) => caught)
    expect(writeFailure(error, '/pictures/a.png')).toMatchObject({
      code: 'disk-full',
      message: "'/pictures/a.png' cannot be written: the disk is full.",
      remedy: 'Free some space, or choose another disk.',
    })
  })

  it('leaves errors alone that do not come from the system', () => {
    const bug = new TypeError('a mistake')
    expect(writeFailure(bug, '/x')).toBe(bug)
  })
})
