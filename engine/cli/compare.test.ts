import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareEventSchema, type CompareEvent } from '../protocol/compareEvents.ts'
import { readRecipe } from '../image/recipe.ts'
import {
  bundleCommand,
  endOf,
  runPolyptych,
  starterAdapter,
  startPolyptych,
  writeTinyProject,
  type CommandResult,
} from '../testing/polyptychCommand.ts'
import { onOneCore } from '../testing/oneCore.ts'

let folder: string
const run = (...args: string[]) => runPolyptych(args, { folder })
const compare = (...args: string[]) => run('compare', ...onOneCore, ...args)
const at = (...parts: string[]) => join(folder, ...parts)

/** A region without words: the methods with regions refuse it, the others do not mind. */
const wordless = {
  id: 'kiki',
  name: 'Kiki',
  adapters: [{ file: { path: starterAdapter('kiki') } }],
  region: { type: 'box', x: 0, y: 0, width: 32, height: 64 },
}

beforeAll(async () => {
  bundleCommand()
  folder = await mkdtemp(join(tmpdir(), 'polyptych-compare-'))
  await writeTinyProject(at('tiny.polyptych'))
  await writeTinyProject(at('wordless.polyptych'), { concepts: [wordless] })
})

afterAll(() => rm(folder, { recursive: true, force: true }))

function eventsOf(stdout: string): CompareEvent[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => compareEventSchema.parse(JSON.parse(line)))
}

describe('polyptych compare', () => {
  const files = ['tiny-compare.json', 'tiny-compare.md', 'tiny-compare.png']
  const pictures = ['cmlora-mode-paper-1', 'cmlora-mode-paper-2', 'merge-1', 'merge-2'].map(
    (name) => `tiny-${name}.png`,
  )
  let compared: Promise<CommandResult> | undefined
  /** One comparison for all that is asked of its table, its sheet and its pictures. */
  const compareTwo = () =>
    (compared ??= compare('tiny.polyptych', '--methods', 'cmlora:mode=paper,merge', '--seeds', '1..2'))

  it('renders every method with every seed and prints a table of them', async () => {
    const { exitCode, stdout, stderr } = await compareTwo()
    expect(exitCode).toBe(0)
    expect((await readdir(at('out'))).toSorted()).toEqual([...pictures, ...files].toSorted())
    const [headings, ...rows] = stdout.trimEnd().split('\n')
    expect(headings).toMatch(/^method +time +rows\/step +UNet calls/)
    expect(rows).toEqual([
      expect.stringMatching(/^cmlora mode=paper +[\d.]+ s +2 +2 /),
      expect.stringMatching(/^merge +[\d.]+ s +2 +2 /),
    ])
    expect(stderr).toContain('merge (method 2 of 2)\n  seed 1: ')
    expect(stderr).toContain(`Compared in ${join('out', 'tiny-compare.png')}, `)
    const { seed, project } = await readRecipe(at('out', 'tiny-cmlora-mode-paper-2.png'))
    expect({ seed, method: project.method }).toEqual({ seed: 2, method: { name: 'cmlora', mode: 'paper' } })
  })

  it('gives the pictures that render gives, also after another method', async () => {
    await compareTwo()
    await run('render', ...onOneCore, 'tiny.polyptych', '--seed', '1', '--no-reading', '--out', 'alone')
    const [alone, beside] = await Promise.all(
      [at('alone', 'tiny-1.png'), at('out', 'tiny-merge-1.png')].map((path) => sharp(path).raw().toBuffer()),
    )
    expect(beside!.equals(alone!)).toBe(true)
  })

  it('writes a sheet with a picture for each method and seed, and the table in Markdown', async () => {
    await compareTwo()
    const { width, height } = await sharp(at('out', 'tiny-compare.png')).metadata()
    expect(width).toBeGreaterThan(2 * 64)
    expect(height).toBeGreaterThan(2 * 64)
    const text = await readFile(at('out', 'tiny-compare.md'), 'utf8')
    expect(text).toMatch(/^\| method \| time \| rows\/step \|/m)
    expect(text).toMatch(/^\| cmlora mode=paper \| /m)
    expect(text).toContain('](<tiny-compare.png>)')
  })

  it('has a row with the reason for a method that cannot render the project', async () => {
    const { exitCode, stdout } = await compare('wordless.polyptych', '--methods', 'regional,merge', '--out', 'wordless')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^regional +failed/m)
    expect(stdout).toMatch(/^merge +[\d.]+ s/m)
    expect(stdout).toMatch(/^regional failed: .*'Kiki'.*no words/m)
    expect(await readFile(at('wordless', 'wordless-compare.md'), 'utf8')).toMatch(/^- regional: .*no words/m)
  })

  it('fails where no method can render the project', async () => {
    const { exitCode, stdout, stderr } = await compare('wordless.polyptych', '--methods', 'regional', '--out', 'none')
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
    expect(stderr).toContain('No method could be rendered.')
    expect(await readdir(at('none'))).toEqual([])
  })

  it('prints events with --json, the table as the last one', async () => {
    const args = ['--methods', 'merge,regional', '--json', '--out', 'events']
    const { exitCode, stdout, stderr } = await compare('wordless.polyptych', ...args)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const events = eventsOf(stdout)
    expect(events.map(({ type }) => type)).toEqual([
      ...['opened', 'method', 'picture', 'step', 'step', 'saved', 'read', 'methodDone'],
      ...['method', 'methodDone', 'compared'],
    ])
    const report = events.at(-1)
    expect(report).toMatchObject({
      methods: [
        { label: 'merge', pictures: [{ seed: 3 }], passes: { whole: { calls: 2, rows: 4 } } },
        { label: 'regional', pictures: [], failure: { code: 'setting-invalid' } },
      ],
    })
    expect(JSON.parse(await readFile(at('events', 'wordless-compare.json'), 'utf8'))).toEqual(report)
  })

  it.runIf(process.platform === 'linux')('measures the memory of each method by itself', async () => {
    const args = [
      '--methods',
      'clora:repetitions=1,merge',
      '--steps',
      '1',
      '--size',
      '160x160',
      '--json',
      '--out',
      'memory',
    ]
    const { stdout } = await compare('tiny.polyptych', ...args)
    const report = eventsOf(stdout).at(-1)
    const peaks = report?.type === 'compared' ? report.methods.map(({ peakBytes }) => peakBytes!) : []
    expect(peaks[1]).toBeGreaterThan(100e6)
    expect(peaks[0]).toBeGreaterThan(1.03 * peaks[1]!) // a peak of the whole process would not fall again
  })

  it('ends on Ctrl-C with 130, keeps what is finished and writes no sheet', async () => {
    const args = ['--methods', 'merge,switch', '--steps', '40', '--json', '--out', 'part']
    const command = startPolyptych(['compare', 'tiny.polyptych', ...onOneCore, ...args], { folder })
    const end = endOf(command)
    command.stdout!.on('data', (text: string) => {
      if (text.includes('"saved"')) command.kill('SIGINT')
    })
    const { exitCode, stdout } = await end
    expect(exitCode).toBe(130)
    expect(eventsOf(stdout).at(-1)).toMatchObject({ code: 'cancelled', message: 'Cancelled after 1 of 2 pictures.' })
    expect(await readdir(at('part'))).toEqual(['tiny-merge-3.png'])
  })

  it.each([
    { args: ['--methods', 'merge,Regional'], exitCode: 64, says: 'such as merge,regional' },
    { args: ['--methods', 'merge,regionl'], exitCode: 3, says: "Did you mean 'regional'?" },
    { args: ['--methods', 'composer:fidelty=faithful'], exitCode: 3, says: "Did you mean 'fidelity'?" },
    { args: ['--methods', 'merge:weight=1'], exitCode: 3, says: 'It has no settings.' },
    { args: ['--methods', 'merge,merge'], exitCode: 3, says: "'merge' stands twice" },
    { args: ['--seeds', '4..1'], exitCode: 64, says: 'runs backwards; write 1..4' },
    { args: ['--seeds', '1,2,x'], exitCode: 64, says: 'seeds such as 1,5,9' },
    { args: ['--size', '65x64'], exitCode: 3, says: '65' },
  ])('refuses $args with $exitCode', async ({ args, exitCode, says }) => {
    const { stderr, ...rest } = await compare('tiny.polyptych', ...args)
    expect(rest).toEqual({ exitCode, stdout: '' })
    expect(stderr).toContain(says)
  })
})

describe('polyptych cost', () => {
  it('says what a render will take and renders nothing', async () => {
    const { exitCode, stdout, stderr } = await run('cost', 'tiny.polyptych', ...onOneCore, '--count', '3')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toContain('project  tiny: 3 pictures of 64x64\nmethod   merge, 2 steps of DPM++ 2M Karras\n')
    expect(stdout).toContain('UNet     2 rows in each step, on average\n         2 calls for a picture\n')
    expect(stdout).toMatch(/^time {5}[\d.]+ m?s for a picture/m)
    expect(stdout).toMatch(/^ +[\d.]+ m?s for all 3$/m)
  })

  it('says the same as JSON, for another method', async () => {
    const args = [...onOneCore, '--method', 'cmlora:mode=paper', '--steps', '6', '--json']
    const { exitCode, stdout } = await run('cost', 'tiny.polyptych', ...args)
    expect(exitCode).toBe(0)
    const report = JSON.parse(stdout) as { time: { picture: { expected: number } }; total: { expected: number } }
    expect(report).toMatchObject({ type: 'cost', method: 'cmlora mode=paper', pictures: 1, steps: 6, evaluations: 6 })
    expect(report.total.expected).toBeGreaterThan(report.time.picture.expected)
  })

  it.each([
    { args: ['nowhere.polyptych'], exitCode: 2, says: 'nowhere' },
    { args: ['wordless.polyptych', '--method', 'regional'], exitCode: 3, says: 'no words' },
    { args: ['tiny.polyptych', '--method', 'megre'], exitCode: 3, says: "Did you mean 'merge'?" },
  ])('refuses $args with $exitCode', async ({ args, exitCode, says }) => {
    const { stderr, ...rest } = await run('cost', ...onOneCore, ...args)
    expect(rest).toEqual({ exitCode, stdout: '' })
    expect(stderr).toContain(says)
  })
})

it.each(['help compare', 'help cost'])('%s shows examples and exit codes', async (words) => {
  const { exitCode, stdout } = await run(...words.split(' '))
  expect(exitCode).toBe(0)
  expect(stdout).toContain('Examples:')
  expect(stdout).toMatch(/^Exit codes:\n {2}0 /m)
})
