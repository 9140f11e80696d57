import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { editMethod } from './editProject.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'polyptych-edit-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

const project = (method: object) => ({
  polyptych: 1,
  future: ['kept', { deep: 1 }],
  canvas: { width: 64, height: 64 },
  method,
  model: { path: 'm' },
})

it.each(['\t', '    ', undefined])(
  'changes the method alone, with the indentation of the file (%j)',
  async (indent) => {
    const path = join(folder, 'scene.polyptych')
    const method = { $note: 'mine', name: 'cmlora', mode: 'paper' }
    const text = (settings: object) => JSON.stringify(project(settings), null, indent)
    await writeFile(path, text(method))
    await editMethod(path, 'cmlora', (settings) => ({ ...settings, kinds: { a: 'low' } }))
    expect(await readFile(path, 'utf8')).toBe(text({ ...method, kinds: { a: 'low' } }))
  },
)

it('leaves a project of another method, and one that would break, as they are', async () => {
  const path = join(folder, 'other.polyptych')
  const text = JSON.stringify(project({ name: 'merge' }))
  await writeFile(path, text)
  await expect(editMethod(path, 'cmlora', (settings) => settings)).rejects.toMatchObject({ code: 'setting-invalid' })
  const broken = editMethod(path, 'merge', () => ({ name: 'none' }))
  await expect(broken).rejects.toMatchObject({ code: 'project-invalid' })
  expect(await readFile(path, 'utf8')).toBe(text)
})
