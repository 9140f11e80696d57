import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPngTexts } from '../image/pngTexts.ts'
import { readRecipe } from '../image/recipe.ts'
import {
  bundleCommand,
  parseEvents,
  runPolyptych,
  starterAdapter,
  writeTinyProject,
} from '../testing/polyptychCommand.ts'

let folder: string
const run = (...args: string[]) => runPolyptych(args, { folder })
const at = (...parts: string[]) => join(folder, ...parts)
const concept = (name: string, words: string, x: number) => ({
  id: name,
  name,
  words,
  adapters: [{ file: { path: starterAdapter(name) } }],
  region: { type: 'box', x, y: 0, width: 32, height: 64 },
})

beforeAll(async () => {
  bundleCommand()
  folder = await mkdtemp(join(tmpdir(), 'polyptych-auto-'))
  const concepts = [concept('kiki', 'a kiki cat', 0), concept('bruno', 'a bruno dog', 32)]
  await writeTinyProject(at('auto.polyptych'), { concepts, method: { name: 'auto', effort: 'draft' } })
  const cache = { type: 'uniform', interval: 3 }
  await writeTinyProject(at('regional.polyptych'), { concepts, method: { name: 'regional' }, cache })
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the method auto', () => {
  it('says what it chose and why, in words and as an event', async () => {
    const args = ['render', '--no-reading', '--provider', 'cpu', 'auto.polyptych']
    const { stderr } = await run(...args, '--steps', '1')
    expect(stderr).toContain('\nMethod regional: 2 concepts have places, and a draft is wanted')
    const { stdout } = await run(...args, '--steps', '1', '--json')
    expect(parseEvents(stdout).filter(({ type }) => type === 'methodChosen')).toEqual([
      { type: 'methodChosen', name: 'regional', reason: expect.stringMatching(/^2 concepts have places/) },
    ])
  })

  it('makes the picture that the chosen method and cache make, and keeps the project as it is', async () => {
    const pixels = async (project: string) => {
      const args = ['render', '--no-reading', '--provider', 'cpu', '--steps', '4', `${project}.polyptych`]
      await run(...args)
      const path = at('out', `${project}-3.png`)
      return { path, image: await sharp(path).raw().toBuffer() }
    }
    const [auto, regional] = [await pixels('auto'), await pixels('regional')]
    expect(auto.image.equals(regional.image)).toBe(true)
    expect((await readRecipe(auto.path)).project.method).toEqual({ name: 'auto', effort: 'draft' })
    expect((await readPngTexts(auto.path)).get('parameters')).toContain('Method: regional')
  })

  it('is named with what it chose where the cost is told', async () => {
    const { stdout } = await run('cost', 'auto.polyptych', '--provider', 'cpu')
    expect(stdout).toContain('method   auto (regional), 2 steps')
  })

  it('refuses an effort that does not exist before anything is opened', async () => {
    await writeTinyProject(at('hasty.polyptych'), {
      method: { name: 'auto', effort: 'hasty' },
      model: { path: 'none' },
    })
    expect(await run('render', 'hasty.polyptych')).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('effort'),
    })
  })
})
