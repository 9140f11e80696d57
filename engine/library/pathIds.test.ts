import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../testing/adapterFiles.ts'
import { openPathIds } from './pathIds.ts'

it('gives a path the same id at every start, and another one on another machine', async () => {
  const [here, there] = [await temporaryFolder(), await temporaryFolder()]
  const first = await openPathIds(here)
  const again = await openPathIds(here)
  const other = await openPathIds(there)
  for (const path of ['/mine/kiki.safetensors', '/mine/bruno.safetensors', '']) {
    expect(first(path)).toMatch(/^[\w-]{22}$/)
    expect(again(path)).toBe(first(path))
    expect(other(path)).not.toBe(first(path))
  }
  expect(first('/a')).not.toBe(first('/b'))
  expect(await readFile(join(here, 'library.key'), 'utf8')).toMatch(/^[0-9a-f]{64}$/)
})
