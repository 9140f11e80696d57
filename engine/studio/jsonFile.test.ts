import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createJsonWriter } from './jsonFile.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'polyptych-json-'))))
afterAll(() => rm(folder, { recursive: true }))

const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown

const circle: unknown[] = []
circle.push(circle)

it.each([
  ['a value that holds itself', circle],
  ['a value that is too deep', deep],
  ['a large number', 1n],
])('writes on after %s could not be written', async (_, value) => {
  const path = join(folder, 'state.json')
  const writer = createJsonWriter(path)
  writer.write(value)
  await expect(writer.flush()).rejects.toThrow(Error)
  writer.write({ a: 1 })
  await writer.flush()
  expect(await readFile(path, 'utf8')).toBe('{"a":1}')
})
