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
  type CommandResult,
} from '../testing/polyptychCommand.ts'
import { onOneCore } from '../testing/oneCore.ts'

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
  let told: Promise<CommandResult> | undefined
  const args = ['render', '--no-reading', ...onOneCore, '--steps', '4']
  /** One render for what it says and for its picture. */
  const inWords = () => (told ??= run(...args, 'auto.polyptych'))

  it('says what it chose and why, in words and as an event', async () => {
    const { stderr } = await inWords()
    expect(stderr).toContain('\nMethod regional: 2 concepts have places, and a draft is wanted')
    const { stdout } = await run(...args, 'auto.polyptych', '--steps', '1', '--json', '--out', 'events')
    expect(parseEvents(stdout).filter(({ type }) => type === 'methodChosen')).toEqual([
      { type: 'methodChosen', name: 'regional', reason: expect.stringMatching(/^2 concepts have places/) },
    ])
  })

  it('makes the picture that the chosen method and cache make, and keeps the project as it is', async () => {
    await inWords()
    await run(...args, 'regional.polyptych')
    const path = at('out', 'auto-3.png')
    const [auto, regional] = await Promise.all(
      [path, at('out', 'regional-3.png')].map((picture) => sharp(picture).raw().toBuffer()),
    )
    expect(auto!.equals(regional!)).toBe(true)
    expect((await readRecipe(path)).project.method).toEqual({ name: 'auto', effort: 'draft' })
    expect((await readPngTexts(path)).get('parameters')).toContain('Method: regional')
  })

  it('is named with what it chose where the cost is told', async () => {
    const { stdout } = await run('cost', 'auto.polyptych', ...onOneCore)
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
