import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onOneCore } from '../testing/oneCore.ts'
import { bundleCommand, runPolyptych, starterAdapter, writeTinyProject } from '../testing/polyptychCommand.ts'

let folder: string
const at = (name: string) => join(folder, `${name}.polyptych`)
const frequencies = (...args: string[]) => runPolyptych(['frequencies', ...onOneCore, ...args], { folder })
const concept = (name: string) => ({
  id: name,
  name,
  words: `a ${name}`,
  adapters: [{ file: { path: starterAdapter(name) } }],
})
const concepts = [concept('kiki'), concept('bruno')]

beforeAll(async () => {
  bundleCommand()
  folder = await mkdtemp(join(tmpdir(), 'polyptych-frequencies-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('polyptych frequencies', () => {
  it('prints a table, with what the artist chose where that is something', async () => {
    await writeTinyProject(at('table'), { concepts, method: { name: 'cmlora', kinds: { bruno: 'high' } } })
    const { exitCode, stdout, stderr } = await frequencies('table.polyptych')
    const number = String.raw`[+−]0\.\d{5}`
    expect({ exitCode, lines: stdout.split('\n').slice(0, 4) }).toEqual({
      exitCode: 0,
      lines: [
        expect.stringMatching(/^concept +early change +against plain +kind +chosen$/),
        expect.stringMatching(`^kiki +${number} +${number} +(high|low) +–$`),
        expect.stringMatching(`^bruno +${number} +${number} +(high|low) +high$`),
        expect.stringMatching(`^no adapters +${number} +– +– +–$`),
      ],
    })
    expect(stderr).toBe('no adapters (run 1 of 3)\nkiki (run 2 of 3)\nbruno (run 3 of 3)\n')
  })

  it('writes the kinds into the project and leaves everything else as it was', async () => {
    const method = { name: 'cmlora', kinds: { gone: 'low' }, mode: 'paper' }
    await writeTinyProject(at('kinds'), { concepts, method, $note: 'kept' })
    const before = JSON.parse(await readFile(at('kinds'), 'utf8')) as object
    const { exitCode, stdout } = await frequencies('kinds.polyptych', '--json', '--write', '--seed', '8')
    const report = JSON.parse(stdout) as { seed: number; concepts: { id: string; kind: string }[] }
    expect({ exitCode, seed: report.seed }).toEqual({ exitCode: 0, seed: 8 })
    const kinds = Object.fromEntries(report.concepts.map(({ id, kind }) => [id, kind]))
    expect(Object.values(kinds).toSorted()).toEqual(['high', 'low'])
    const after: unknown = JSON.parse(await readFile(at('kinds'), 'utf8'))
    expect(after).toEqual({ ...before, method: { ...method, kinds: { gone: 'low', ...kinds } } })
  })

  it('writes into no project of another method, and says so before it measures', async () => {
    await writeTinyProject(at('merge'), { concepts })
    const { exitCode, stderr } = await frequencies('merge.polyptych', '--write')
    expect(exitCode).toBe(3)
    expect(stderr).toContain("only 'cmlora' reads kinds")
    expect(stderr).not.toContain('run 1')
  })
})
