import { createHash } from 'node:crypto'
import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { copyFile, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRecipe } from '../image/recipe.ts'
import {
  bundleCommand,
  endOf,
  parseEvents,
  runPolyptych,
  starterAdapter,
  starterModel,
  startPolyptych,
  writeTinyProject,
  type CommandResult,
} from '../testing/polyptychCommand.ts'
import { onOneCore } from '../testing/oneCore.ts'

let folder: string
const run = (...args: string[]) => runPolyptych(args, { folder })
const render = (...args: string[]) => run('render', ...onOneCore, ...args)
const at = (...parts: string[]) => join(folder, ...parts)

beforeAll(async () => {
  bundleCommand()
  folder = await mkdtemp(join(tmpdir(), 'polyptych-cli-'))
  await writeTinyProject(at('tiny.polyptych'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('polyptych render', () => {
  let told: Promise<CommandResult> | undefined
  /** One render for all that is asked of its events and its picture. */
  const withEvents = () => (told ??= render('tiny.polyptych', '--json', '--out', 'events'))

  it('prints the path of every picture on standard output and everything else on standard error', async () => {
    const { exitCode, stdout, stderr } = await render('tiny.polyptych', '--count', '2')
    expect({ exitCode, paths: stdout.split('\n') }).toEqual({
      exitCode: 0,
      paths: [at('out', 'tiny-3.png'), at('out', 'tiny-4.png'), ''],
    })
    expect(await readdir(at('out'))).toEqual(['tiny-3.png', 'tiny-4.png'])
    const time = String.raw`[\d.]+ m?s`
    const shows = /^ {2}Kiki is .+ \(presence 0\.\d\d(, bleed 0\.\d\d)?\)$/
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(`^starter \\(sd1\\) on cpu, opened in ${time}$`),
      'kiki: applies to 102 of 102 layers',
      expect.stringMatching(`^Picture 1 of 2, seed 3: ${time}$`),
      expect.stringMatching(shows),
      expect.stringMatching(`^Picture 2 of 2, seed 4: ${time}$`),
      expect.stringMatching(shows),
      expect.stringMatching(`^2 pictures in ${time}$`),
    ])
  })

  it('prints nothing but events with --json', async () => {
    const { exitCode, stdout, stderr } = await withEvents()
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const events = parseEvents(stdout)
    expect(events.map(({ type }) => type)).toEqual([
      ...['opened', 'adapter', 'picture', 'step', 'step', 'saved', 'finished'],
    ])
    expect(events[5]).toMatchObject({
      ...{ picture: 1, pictures: 1, seed: 3, path: at('events', 'tiny-3.png') },
      concepts: [{ conceptId: 'kiki', name: 'Kiki', sentence: expect.stringMatching(/^Kiki is /) }],
    })
  })

  it('replaces seed, number of pictures, size and steps of the project', async () => {
    const options = ['--seed', '9', '--count', '1', '--size', '72x64', '--steps', '1', '--threads', '1', '--no-reading']
    const { exitCode, stdout } = await render('tiny.polyptych', ...options, '--out', 'changed', '--json')
    expect(exitCode).toBe(0)
    const events = parseEvents(stdout)
    expect(events.filter(({ type }) => type === 'step')).toMatchObject([{ step: 1, steps: 1 }])
    const path = at('changed', 'tiny-9.png')
    expect(events.at(-2)).toMatchObject({ type: 'saved', seed: 9, path })
    expect(await sharp(path).metadata()).toMatchObject({ width: 72, height: 64 })
  })

  it('stores in the picture what it found there, but not with --no-reading', async () => {
    const [read, unread] = [
      await withEvents(),
      await render('tiny.polyptych', '--json', '--out', 'unread-picture', '--no-reading'),
    ].map(({ stdout }) => parseEvents(stdout).find((event) => event.type === 'saved')!)
    expect(read!.concepts).toHaveLength(1)
    expect((await readRecipe(read!.path)).presence).toEqual(read!.concepts)
    expect(unread).not.toHaveProperty('concepts')
    expect(await readRecipe(unread!.path)).not.toHaveProperty('presence')
    const pixels = ({ path }: { path: string }) => sharp(path).raw().toBuffer()
    expect(await pixels(read!)).toEqual(await pixels(unread!))
    const { stdout } = await run('info', read!.path)
    expect(stdout).toMatch(/^shows +Kiki is .+ \(presence/m)
  })

  it('saves heat pictures with --maps, and still prints the paths of pictures alone', async () => {
    const { exitCode, stdout, stderr } = await render('tiny.polyptych', '--maps', '--out', 'maps')
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${at('maps', 'tiny-3.png')}\n` })
    expect(await readdir(at('maps'))).toEqual(['tiny-3.kiki.heat.png', 'tiny-3.png'])
    expect(stderr).toContain(`\n  map of Kiki: ${at('maps', 'tiny-3.kiki.heat.png')}\n`)
    const { width, height } = await sharp(at('maps', 'tiny-3.kiki.heat.png')).metadata()
    expect({ width, isHigher: height > 64 }).toEqual({ width: 64, isHigher: true })
  })

  it('has nothing to read where there are no concepts, and says so of maps that were asked for', async () => {
    await writeTinyProject(at('plain.polyptych'), { concepts: [], steps: 1 })
    const { stdout } = await render('plain.polyptych', '--json', '--maps')
    const events = parseEvents(stdout)
    expect(events.map(({ type }) => type)).toEqual(['opened', 'warning', 'picture', 'step', 'saved', 'finished'])
    expect(events[1]).toMatchObject({ message: expect.stringMatching(/^There are no maps/) })
    expect(events[4]).not.toHaveProperty('concepts')
  })

  it('saves a picture that cannot be read, and says why', async () => {
    const outside = { type: 'box', x: 100, y: 0, width: 32, height: 64 }
    const kiki = { id: 'kiki', name: 'Kiki', adapters: [{ file: { path: starterAdapter('kiki') } }], region: outside }
    await writeTinyProject(at('outside.polyptych'), { concepts: [kiki], steps: 1 })
    const { exitCode, stdout, stderr } = await render('outside.polyptych')
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${at('out', 'outside-3.png')}\n` })
    expect(stderr).toMatch(/^Warning: Presence and bleed could not be read: .*'Kiki' lies outside the canvas/m)
  })

  it('hands on what a method has to say beforehand', async () => {
    const kiki = {
      id: 'kiki',
      name: 'Kiki',
      words: 'a kiki cat',
      region: { type: 'box', x: 0, y: 0, width: 5, height: 9 },
    }
    await writeTinyProject(at('small.polyptych'), { concepts: [kiki], method: { name: 'regional' }, steps: 1 })
    const { stdout } = await render('small.polyptych', '--json', '--no-reading')
    const events = parseEvents(stdout)
    expect(events.map(({ type }) => type)).toEqual(['opened', 'warning', 'picture', 'step', 'saved', 'finished'])
    expect(events[1]).toMatchObject({ message: expect.stringContaining("'Kiki'") })
  })

  it('reuses features with --cache, and tells how many and what of the time that saved', async () => {
    const options = ['--steps', '5', '--cache', 'uniform:2', '--no-reading', '--out', 'cached']
    const { exitCode, stdout } = await render('tiny.polyptych', ...options, '--json')
    expect(exitCode).toBe(0)
    const events = parseEvents(stdout)
    const steps = events.flatMap((event) => (event.type === 'step' ? [event.cache] : []))
    expect(steps.map((cache) => cache!.oldestFeature)).toEqual([0, 1, 0, 1, 0])
    const saved = events.find((event) => event.type === 'saved')!
    expect(saved.cache).toMatchObject({ computedRows: 3, reusedRows: 2, oldestFeature: 1, saving: expect.any(Number) })
    const { project } = await readRecipe(saved.path)
    expect(project.cache).toEqual({ type: 'uniform', interval: 2 })
  })

  it('works with long paths and paths in any script', async () => {
    const deep = Array.from({ length: 6 }, (_, index) => `${index} Übergröße 猫 🎨 ${'long '.repeat(24)}`.trim())
    expect(join(...deep).length).toBeGreaterThan(800)
    const concepts = [{ id: 'a', name: 'A', adapters: [{ file: { path: 'kiki ねこ.safetensors' } }] }]
    await writeTinyProject(at(...deep, 'Ñandú 🐈.polyptych'), { concepts, steps: 1 })
    await copyFile(starterAdapter('kiki'), at(...deep, 'kiki ねこ.safetensors'))
    const { exitCode, stdout } = await render(
      at(...deep, 'Ñandú 🐈.polyptych'),
      '--no-reading',
      '--out',
      at(...deep, 'Bilder'),
    )
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${at(...deep, 'Bilder', 'Ñandú 🐈-3.png')}\n` })
    expect(await readdir(at(...deep, 'Bilder'))).toEqual(['Ñandú 🐈-3.png'])
  })

  it('uses moved and changed files only when it is told to', async () => {
    const bytes = await readFile(starterAdapter('kiki'))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await copyFile(starterAdapter('kiki'), at('moved.safetensors'))
    const file = { path: 'loras/gone.safetensors', sha256, size: bytes.length }
    await writeTinyProject(at('moved.polyptych'), {
      concepts: [{ id: 'a', name: 'A', adapters: [{ file }] }],
      model: { path: starterModel, sha256: '0'.repeat(64) },
      steps: 1,
    })
    const refused = await render('moved.polyptych')
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
    expect(refused.stderr).toMatch(/--accept-changed[^]*--relink/)
    const accepted = await render('moved.polyptych', '--relink', '--accept-changed', '--no-reading')
    expect(accepted).toMatchObject({ exitCode: 0, stdout: `${at('out', 'moved-3.png')}\n` })
    expect(accepted.stderr.match(/^Warning: /gm)).toHaveLength(2)
  })
})

/** Waits until the first UNet evaluation is reported. */
function firstStep(command: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    command.stdout!.on('data', (text: string) => {
      if (text.includes('"step"')) resolve()
    })
  })
}

describe('an interrupted render', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends on %s with 130 and leaves no stray files', async (signal) => {
    const args = ['render', 'tiny.polyptych', ...onOneCore, '--steps', '500', '--json', '--out', signal]
    const command = startPolyptych(args, { folder })
    const end = endOf(command)
    await firstStep(command)
    command.kill(signal)
    const { exitCode, stdout, stderr } = await end
    expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: '' })
    const last = parseEvents(stdout).at(-1)
    expect(last).toMatchObject({ type: 'failed', code: 'cancelled', message: 'Cancelled after 0 of 1 picture.' })
    expect(await readdir(at(signal))).toEqual([])
  })

  it('says how many pictures were finished and keeps them', async () => {
    const args = [
      'render',
      'tiny.polyptych',
      '--provider',
      'cpu',
      '--steps',
      '30',
      '--count',
      '3',
      '--no-reading',
      '--out',
      'part',
    ]
    const command = startPolyptych(args, { folder })
    const end = endOf(command)
    command.stdout!.on('data', () => command.kill('SIGINT')) // the path of the first picture
    const { exitCode, stderr } = await end
    expect(exitCode).toBe(130)
    expect(stderr).toContain("Cancelled after 1 of 3 pictures.\nWhat is finished is in 'part'.\n")
    expect(await readdir(at('part'))).toEqual(['tiny-3.png'])
  })

  it('ends quietly when nobody reads its output any more', async () => {
    const args = ['render', 'tiny.polyptych', ...onOneCore, '--steps', '500', '--json', '--out', 'unread']
    const command = startPolyptych(args, { folder })
    const end = endOf(command)
    command.stdout!.on('data', () => command.stdout!.destroy())
    expect(await end).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await readdir(at('unread'))).toEqual([])
  })

  it.runIf(process.platform === 'linux')('says so when its output lands on a full disk', async () => {
    const full = openSync('/dev/full', 'w')
    const command = startPolyptych(['--version'], { folder, standardOutput: full })
    closeSync(full)
    const { exitCode, stderr } = await endOf(command)
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 4, stderr: expect.stringContaining('the disk is full') })
  })
})

describe('a render that cannot be', () => {
  const otherProvider = process.platform === 'darwin' ? 'dml' : 'coreml'

  beforeAll(async () => {
    await writeFile(at('text.safetensors'), 'This is a letter to a friend.\n')
    await writeFile(at('file'), '')
    await writeFile(at('broken.polyptych'), '{"polyptych": 1,')
    const concepts = [{ id: 'a', name: 'A', adapters: [{ file: { path: 'text.safetensors' } }] }]
    await writeTinyProject(at('letter.polyptych'), { concepts })
    await writeTinyProject(at('sampler.polyptych'), { sampler: 'DPM++ 9M' })
    await writeTinyProject(at('newer.polyptych'), { polyptych: 999 })
    await writeTinyProject(at('no-model.polyptych'), { model: { path: 'nowhere' } })
  })

  it.each([
    { what: 'a missing project', args: ['nowhere.polyptych'], exitCode: 2, says: 'nowhere' },
    { what: 'a missing model', args: ['no-model.polyptych'], exitCode: 2, says: 'nowhere' },
    { what: 'text as an adapter', args: ['letter.polyptych'], exitCode: 2, says: 'a text file' },
    { what: 'an unknown sampler', args: ['sampler.polyptych'], exitCode: 3, says: 'DPM++ 9M' },
    { what: 'a newer project', args: ['newer.polyptych'], exitCode: 3, says: '999' },
    { what: 'a broken project', args: ['broken.polyptych'], exitCode: 3, says: 'not JSON' },
    {
      what: 'a size that no model has',
      args: ['tiny.polyptych', '--size', '65x64'],
      exitCode: 3,
      says: '65',
    },
    {
      what: 'a cache that is impossible',
      args: ['tiny.polyptych', '--cache', 'uniform:0'],
      exitCode: 3,
      says: 'The interval of the cache',
    },
    {
      what: 'an output folder that is a file',
      args: ['tiny.polyptych', '--out', 'file'],
      exitCode: 4,
      says: 'file',
    },
    {
      what: 'a provider of another system',
      args: ['tiny.polyptych', '--provider', otherProvider],
      exitCode: 5,
      says: otherProvider,
    },
  ])('for $what ends with $exitCode and says why and what to do', async ({ args, exitCode, says }) => {
    const { stderr, ...rest } = await render(...args)
    expect(rest).toEqual({ exitCode, stdout: '' })
    expect(stderr).toContain(says)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(stderr.trimEnd().split('\n')).toHaveLength(2) // what is wrong, and what to do
  })

  it('is the last event with --json', async () => {
    const { stdout, ...rest } = await render('letter.polyptych', '--json')
    expect(rest).toEqual({ exitCode: 2, stderr: '' })
    expect(parseEvents(stdout)).toEqual([
      {
        type: 'failed',
        code: 'file-invalid',
        message: expect.stringContaining('a text file'),
        remedy: expect.any(String),
      },
    ])
  })

  it('shows the stack with POLYPTYCH_DEBUG=1', async () => {
    const environment = { POLYPTYCH_DEBUG: '1' }
    const { exitCode, stderr } = await runPolyptych(['render', 'nowhere.polyptych'], { folder, environment })
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^\s+at .*engine\/.*\.ts:\d+/m)
  })
})

describe('a command line that is not understood', () => {
  it.each([
    { args: [], says: 'Usage: polyptych' },
    { args: ['rendr'], says: "unknown command 'rendr'\n(Did you mean render?)" },
    { args: ['render', 'tiny.polyptych', '--sed', '3'], says: "unknown option '--sed'\n(Did you mean --seed?)" },
    { args: ['render'], says: "missing required argument 'project'" },
    { args: ['render', 'tiny.polyptych', 'other.polyptych'], says: 'too many arguments' },
    { args: ['render', 'tiny.polyptych', '--seed', '1.5'], says: 'a whole number' },
    { args: ['render', 'tiny.polyptych', '--cache', 'on'], says: 'such as uniform' },
    { args: ['render', 'tiny.polyptych', '--maps', '--no-reading'], says: "cannot be used with option '--no-reading'" },
    { args: ['render', 'tiny.polyptych', '--size', '512'], says: 'such as 512x768' },
    { args: ['render', 'tiny.polyptych', '--provider', 'gpu'], says: 'Allowed choices are auto, cpu' },
  ])('$args ends with 64', async ({ args, says }) => {
    const { exitCode, stdout, stderr } = await run(...args)
    expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: '' })
    expect(stderr).toContain(says)
  })

  it('is an event with --json', async () => {
    const { exitCode, stdout } = await run('render', 'tiny.polyptych', '--json', '--seed', 'x')
    expect(exitCode).toBe(64)
    expect(parseEvents(stdout)).toMatchObject([{ type: 'failed', code: 'usage' }])
  })
})

describe('help', () => {
  it.each(['--help', 'help render', 'help info'])('%s names the exit codes', async (words) => {
    const { exitCode, stdout, stderr } = await run(...words.split(' '))
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/^Exit codes:\n {2}0 /m)
    if (words.startsWith('help')) expect(stdout).toContain('Examples:')
  })

  it('loads neither the runtime nor the schemas', async () => {
    const dist = resolve(import.meta.dirname, '../../dist')
    const loaded = new Set<string>()
    const follow = async (path: string): Promise<void> => {
      const code = await readFile(path, 'utf8')
      for (const [, name] of code.matchAll(/^(?:import|export)\b[^;]*?["']([^"']+)["'];/gm)) {
        if (loaded.has(name!)) continue
        loaded.add(name!)
        if (name!.startsWith('.')) await follow(resolve(path, '..', name!))
      }
    }
    await follow(join(dist, 'cli.js'))
    expect([...loaded].filter((name) => !name.startsWith('.') && !name.startsWith('node:'))).toEqual(['commander'])
  })
})
