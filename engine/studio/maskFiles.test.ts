import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, open, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProject } from '../protocol/project.ts'
import { maskAsset } from './assets.ts'
import { bringMasks, largestMask } from './maskFiles.ts'

let folder: string
const at = (name: string) => join(folder, name)
const painted = sharp({ create: { width: 8, height: 8, channels: 3, background: '#808080' } })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-masks-'))
  for (const format of ['png', 'jpeg', 'webp', 'gif', 'tiff'] as const) {
    await writeFile(at(`mask.${format}`), await painted.clone().toFormat(format).toBuffer())
  }
  await writeFile(at('png.safetensors'), await readFile(at('mask.png')))
  await writeFile(at('id_rsa.png'), '-----BEGIN KEY-----')
  await writeFile(at('cut.png'), (await readFile(at('mask.png'))).subarray(0, 12))
  await writeFile(at('mask.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>')
  await writeFile(at('empty.png'), '')
  await mkdir(at('folder.png'))
  await symlink('/dev/zero', at('device.png'))
  execFileSync('mkfifo', [at('pipe.png')])
  const large = await open(at('large.png'), 'w')
  await large.write(await readFile(at('mask.png')))
  await large.truncate(largestMask + 1)
  await large.close()
})
afterAll(() => rm(folder, { recursive: true }))

async function bring(name: string): Promise<{ path: string; copies: string[] }> {
  const target = await mkdtemp(join(tmpdir(), 'polyptych-target-'))
  const region = { type: 'mask' as const, file: { path: at(name) } }
  const project = createProject({ model: { path: '/m' }, concepts: [{ id: 'a', name: 'A', adapters: [], region }] })
  const brought = (await bringMasks(project, join(target, 'Shared.polyptych'), at('ours'))).concepts[0]!.region
  const copies = await readdir(join(target, 'Shared.masks')).catch(() => [])
  await rm(target, { recursive: true })
  return { path: brought.type === 'mask' ? brought.file.path : '', copies }
}

describe('masks at saving', () => {
  it.each([
    ['mask.png', 'png'],
    ['mask.jpeg', 'jpg'],
    ['mask.webp', 'webp'],
    ['png.safetensors', 'png'],
  ])('are copied beside the project: %s', async (name, extension) => {
    const { path, copies } = await bring(name)
    expect(copies).toEqual([expect.stringMatching(new RegExp(String.raw`^[0-9a-f]{24}\.${extension}$`))])
    expect(path.endsWith(join('Shared.masks', copies[0]!))).toBe(true)
    expect(await maskAsset(at(name), false)).toMatchObject({ type: 'image/png' })
  })

  it.each([
    'id_rsa.png',
    'cut.png',
    'mask.svg',
    'mask.gif',
    'mask.tiff',
    'empty.png',
    'folder.png',
    'device.png',
    'pipe.png',
    'large.png',
    'nothing.png',
  ])('stay where they are, and are not shown, where they are none: %s', async (name) => {
    expect(await bring(name)).toEqual({ path: at(name), copies: [] })
    expect(await maskAsset(at(name), false)).toBeUndefined()
  })
})
