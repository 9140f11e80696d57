import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProject } from '../protocol/project.ts'
import { openFileHandles } from './fileHandles.ts'
import { createNowhere } from './nowhere.ts'
import { placedProject, toEngine, toWindow } from './projectFiles.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'polyptych-handles-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('handles of files', () => {
  it('stay the same and stay known when the host starts again, also after a torn write', async () => {
    const data = join(folder, 'again')
    const first = await openFileHandles(data)
    const handle = first.handleOf('/models/größe 1.safetensors')
    expect(first.handleOf('/models/größe 1.safetensors')).toBe(handle)
    await first.close()
    await appendFile(join(data, 'handles.jsonl'), '"/torn')
    const second = await openFileHandles(data)
    expect(second.pathOf(handle)).toBe('/models/größe 1.safetensors')
    await second.close()
  })

  it('differ from machine to machine and show nothing of the path', async () => {
    const [one, other] = [await openFileHandles(join(folder, 'one')), await openFileHandles(join(folder, 'other'))]
    expect(one.handleOf('/a/secret')).not.toBe(other.handleOf('/a/secret'))
    expect(one.handleOf('/a/secret')).not.toContain('secret')
    await Promise.all([one.close(), other.close()])
  })

  it.each([
    '',
    '/etc/passwd',
    'file:../../etc/passwd',
    `file:${'A'.repeat(32)}`,
    'token:abcdefghijklmnop',
    '__proto__',
  ])('that were never given out are refused: %j', async (handle) => {
    const handles = await openFileHandles(join(folder, 'foreign'))
    expect(() => handles.pathOf(handle)).toThrow(expect.objectContaining({ code: 'file-missing' }))
    await handles.close()
  })

  it('make a small register, each path once', async () => {
    const data = join(folder, 'register')
    const handles = await openFileHandles(data)
    for (let i = 0; i < 1000; i++) handles.handleOf(`/loras/${i % 10}.safetensors`)
    await handles.close()
    expect((await readFile(join(data, 'handles.jsonl'), 'utf8')).split('\n')).toHaveLength(11)
  })
})

describe('handles of masks', () => {
  it('say that they are masks, also when the host starts again', async () => {
    const data = join(folder, 'masks')
    const first = await openFileHandles(data)
    const [file, mask] = [first.handleOf('/a/b.png'), first.handleOf('/a/b.png', 'mask')]
    await first.close()
    const second = await openFileHandles(data)
    expect([second.pathOf(file), second.pathOf(mask), second.maskPathOf(mask)]).toEqual(Array(3).fill('/a/b.png'))
    expect(() => second.maskPathOf(file)).toThrow(expect.objectContaining({ code: 'file-missing' }))
    await second.close()
  })
})

describe('paths at which nothing lies', () => {
  it.each([
    ['/home/anna/x y.safetensors', 'x y.safetensors'],
    ['C:\\loras\\x.safetensors', 'x.safetensors'],
    ['..', 'picture'],
    ['../../🙂.png', '🙂.png'],
    ['/a/con.png', 'con_.png'],
    [`/${'folder/'.repeat(400)}x.png`, 'x.png'],
    [`/a/${'long'.repeat(200)}.png`, `${'long'.repeat(20)}.png`],
  ])('keep the text and the name of %j', (text, name) => {
    const nowhere = createNowhere(folder)
    expect(basename(nowhere.pathOf(text))).toBe(name)
    expect(nowhere.textOf(nowhere.pathOf(text))).toBe(text)
    expect(
      nowhere
        .pathOf(text)
        .split('/')
        .every((part) => Buffer.byteLength(part) < 256),
    ).toBe(true)
    expect(nowhere.textOf(text)).toBeUndefined()
  })
})

describe('files of a project', () => {
  it('are handles in a window, with names, and paths again for the engine', async () => {
    const handles = await openFileHandles(join(folder, 'project'))
    const project = await placedProject(
      createProject({
        model: { path: '../models/a' },
        concepts: [
          {
            id: '1',
            name: 'Kiki',
            adapters: [{ file: { path: 'kiki.safetensors', name: 'Kiki 2' } }],
            region: { type: 'mask', file: { path: 'masks/kiki.png' } },
          },
        ],
      }),
      '/work/scenes',
      { nowhere: createNowhere(folder), has: () => false },
    )
    const shown = toWindow(project, handles)
    expect(shown.model).toEqual({ path: handles.handleOf('/work/models/a'), name: 'a' })
    expect(shown.concepts[0]!.adapters[0]!.file.name).toBe('Kiki 2')
    expect(JSON.stringify(shown)).not.toContain('/work')
    expect(toEngine(shown, handles).concepts[0]!.region).toEqual({
      type: 'mask',
      file: { path: '/work/scenes/masks/kiki.png', name: 'kiki.png' },
    })
    await handles.close()
  })
})
