import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { highFrequencyOfLatents } from '../composition/frequency/radialProfile.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { float32 } from '../tensor/tensor.ts'
import { oneCore } from '../testing/oneCore.ts'
import { starterPath } from '../testing/fixtureFiles.ts'
import { starterAdapter, writeTinyProject } from '../testing/polyptychCommand.ts'
import { prepareStarter, starterConcept } from '../testing/starterRender.ts'
import { measureFrequencies, type FrequencyEvent, type FrequencyReport } from './measureFrequencies.ts'
import { openModel } from './openModel.ts'
import { renderLatents } from './prepareRender.ts'

const steps = 3
let folder: string
const projectPath = () => join(folder, 'tiny.polyptych')

const concept = (name: string, words: string) => ({
  id: name,
  name,
  words,
  adapters: [{ file: { path: starterAdapter(name) }, weight: 0.9 }],
})
const kiki = concept('kiki', 'a kiki cat')
const bruno = { ...concept('bruno', 'a bruno dog'), region: { type: 'box', x: 0, y: 0, width: 32, height: 32 } }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-frequencies-'))
  const wordsAlone = { id: 'moon', name: 'moon', words: 'a moon' }
  const method = { name: 'cmlora', kinds: { bruno: 'low' } }
  await writeTinyProject(projectPath(), { steps, method, concepts: [kiki, bruno, wordsAlone] })
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function measure(changes: { readonly seed?: number; readonly steps?: number } = {}) {
  const events: FrequencyEvent[] = []
  const { signal } = new AbortController()
  for await (const event of measureFrequencies({ projectPath: projectPath(), ...oneCore, ...changes }, signal)) {
    events.push(event)
  }
  return events
}

function reportOf(events: readonly FrequencyEvent[]): FrequencyReport {
  const last = events.at(-1)
  if (last?.type !== 'measured') throw new Error('no report')
  return last.report
}

describe('measureFrequencies', () => {
  it('renders without adapters and then each concept that has some, and tells every step', async () => {
    const events = await measure()
    const told = events.slice(0, -1).map((event) => (event.type === 'run' ? (event.concept ?? 'none') : event.type))
    const stepEvents = Array.from({ length: steps }, () => 'step')
    expect(told).toEqual(['none', ...stepEvents, 'kiki', ...stepEvents, 'bruno', ...stepEvents])
  })

  it('looks at the latents after each step of the concept alone, on the whole canvas', async () => {
    const { plain, concepts } = reportOf(await measure())
    for (const { shares } of [plain, ...concepts]) expect(shares).toHaveLength(steps)
    const model = await openModel(starterPath(), await createRuntime(oneCore))
    const prepared = await prepareStarter(model, {
      canvas: { width: 64, height: 64 },
      prompt: 'a castle at sunset',
      steps,
      concepts: [starterConcept('bruno', 'a bruno dog')],
    })
    const run = renderLatents(prepared, 3, new AbortController().signal)
    let next = await run.next()
    while (!next.done) next = await run.next()
    const share = highFrequencyOfLatents(float32([1, 4, 8, 8], next.value), { scale: 'log' })
    expect(concepts[1]!.shares.at(-1)).toBe(share)
    await model.release()
  })

  it('compares concepts with the run without adapters and with each other', async () => {
    const { plain, concepts } = reportOf(await measure({ seed: 5 }))
    const early = ({ shares }: { readonly shares: readonly number[] }) => shares[1]! - shares[0]!
    expect(plain.earlyChange).toBeCloseTo(early(plain), 12)
    for (const { shares, earlyChange, againstPlain } of concepts) {
      expect(earlyChange).toBeCloseTo(early({ shares }), 12)
      expect(againstPlain).toBeCloseTo(earlyChange - plain.earlyChange, 12)
    }
    const [greatest] = [...concepts].sort((a, b) => b.earlyChange - a.earlyChange)
    expect(concepts.map(({ id, kind }) => [id, kind])).toEqual(
      concepts.map(({ id }) => [id, id === greatest!.id ? 'high' : 'low']),
    )
    expect(concepts.map(({ chosen }) => chosen)).toEqual([undefined, 'low'])
  })

  it('refuses one step, and a project without adapters', async () => {
    await expect(measure({ steps: 1 })).rejects.toMatchObject({ code: 'setting-invalid' })
    await writeTinyProject(join(folder, 'bare.polyptych'), { concepts: [{ id: 'a', name: 'a', words: 'a cat' }] })
    const bare = measureFrequencies(
      { projectPath: join(folder, 'bare.polyptych'), ...oneCore },
      new AbortController().signal,
    )
    await expect(bare.next()).rejects.toMatchObject({ code: 'setting-invalid' })
  })

  it('stops between two steps', async () => {
    const controller = new AbortController()
    const seen: string[] = []
    const run = async () => {
      for await (const { type } of measureFrequencies({ projectPath: projectPath(), ...oneCore }, controller.signal)) {
        seen.push(type)
        if (type === 'step') controller.abort(new Error('enough'))
      }
    }
    await expect(run()).rejects.toThrow('enough')
    expect(seen).toEqual(['run', 'step'])
  })
})
