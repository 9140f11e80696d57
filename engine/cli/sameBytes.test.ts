import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onOneCore } from '../testing/oneCore.ts'
import { bundleCommand, runPolyptych, writeTinyProject } from '../testing/polyptychCommand.ts'
import { swept } from '../testing/sweep.ts'

let folder: string

beforeAll(async () => {
  bundleCommand()
  folder = await mkdtemp(join(tmpdir(), 'polyptych-bytes-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const left = { type: 'box', x: 0, y: 0, width: 32, height: 64 }

describe('a project rendered again in a fresh process', () => {
  it.each(swept([['regional', 'Euler a']], [['merge', 'DPM++ 2M Karras']]))(
    'by %s with %s gives identical bytes, and so does the same seed twice in one process',
    async (method, sampler) => {
      const path = join(folder, `${method}.polyptych`)
      const changes = { method: { name: method }, sampler, seeds: [5, 6, 5], output: { template: '{seed}' } }
      await writeTinyProject(path, changes)
      const text = JSON.parse(await readFile(path, 'utf8')) as { concepts: Record<string, unknown>[] }
      text.concepts[0]!['region'] = left
      await writeTinyProject(path, { ...changes, concepts: text.concepts })

      const pictures: Buffer[][] = []
      for (const run of ['first', 'second']) {
        const out = join(folder, method, run)
        const { exitCode } = await runPolyptych(['render', ...onOneCore, '--out', out, path], { folder })
        expect(exitCode).toBe(0)
        pictures.push(await Promise.all(['5.png', '6.png'].map((name) => readFile(join(out, name)))))
      }
      expect(pictures[0]!.map((picture, index) => picture.equals(pictures[1]![index]!))).toEqual([true, true])
      expect(pictures[0]![0]!.equals(pictures[0]![1]!)).toBe(false)

      // seed 5 was drawn twice in each run, and the second time replaced the first
      const once = join(folder, method, 'once')
      await runPolyptych(['render', ...onOneCore, '--seed', '5', '--count', '1', '--out', once, path], { folder })
      expect((await readFile(join(once, '5.png'))).equals(pictures[0]![0]!)).toBe(true)
    },
  )
})
