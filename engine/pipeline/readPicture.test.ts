import { describe, expect, it } from 'vitest'
import { createProject, type Concept, type ProjectInput } from '../protocol/project.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { oneCore } from '../testing/oneCore.ts'
import { starterPath } from '../testing/fixtureFiles.ts'
import { createAdapterReader } from './concepts.ts'
import { openModel } from './openModel.ts'
import { prepareRender, renderLatents, type PreparedRender } from './prepareRender.ts'
import { createPictureReader, type PictureReading } from './readPicture.ts'

const model = await openModel(starterPath(), await createRuntime(oneCore))
const readAdapter = createAdapterReader()
const { signal } = new AbortController()
const side = 256
const left = { type: 'box', x: 0, y: 48, width: side / 2, height: 184 } as const
const right = { ...left, x: side / 2 }
const canvas = { type: 'canvas' } as const

type ConceptInput = NonNullable<ProjectInput['concepts']>[number]

function concept(id: string, noun: string, region: ConceptInput['region'], more: Partial<ConceptInput> = {}) {
  const file = { path: starterPath(`loras/${id}.safetensors`) }
  return { id, name: id, words: `a ${id} ${noun}`, adapters: [{ file, weight: 0.9 }], region, ...more }
}

function prepare(method: 'merge' | 'regional-rows', concepts: ConceptInput[]): Promise<PreparedRender> {
  const project = createProject({
    model: { path: starterPath() },
    canvas: { width: side, height: side },
    prompt: 'a meadow, 3d style',
    guidance: 5,
    steps: 8,
    sampler: 'DPM++ 2M Karras',
    method: { name: method },
    concepts,
  })
  const placed = project.concepts.flatMap((owner: Concept) =>
    owner.adapters.map((adapter) => ({ concept: owner, settings: adapter, path: adapter.file.path })),
  )
  return prepareRender(model, project, placed, readAdapter)
}

async function render(prepared: PreparedRender, seed: number): Promise<Float32Array> {
  const run = renderLatents(prepared, seed, signal)
  let next = await run.next()
  while (!next.done) next = await run.next()
  return next.value
}

/** What is found in the picture with Kiki alone, on the left, when these concepts are looked for. */
async function readKiki(...concepts: ConceptInput[]): Promise<PictureReading> {
  const read = await createPictureReader(await prepare('merge', concepts))
  return read!(kikiOnTheLeft, signal)
}

const kikiOnTheLeft = await render(await prepare('regional-rows', [concept('kiki', 'cat', left)]), 1)

describe('readPicture', () => {
  it('finds the concept that was painted, in its region, and not the one that was not', async () => {
    const reading = await readKiki(concept('kiki', 'cat', left), concept('bruno', 'dog', right))
    const [kiki, bruno] = reading.concepts.map(({ presence }) => presence)
    expect(kiki).toMatchObject({ conceptId: 'kiki', found: true })
    expect(kiki!.region!.inside).toBeGreaterThan(0.8)
    expect(bruno).toMatchObject({ conceptId: 'bruno', found: false, bleed: 0 })
    expect(bruno!.presence).toBeLessThan(kiki!.presence / 2)
  })

  it('finds a concept outside of its region', async () => {
    const { concepts } = await readKiki(concept('kiki', 'cat', right), concept('bruno', 'dog', left))
    const { presence } = concepts[0]!
    expect(presence.found).toBe(true)
    expect(presence.bleed).toBeGreaterThan(0.8)
    expect(presence.region!.presence).toBeLessThan(presence.presence / 4)
  })

  it('takes another concept in the place of one for what it is', async () => {
    const { concepts } = await readKiki(concept('vesper', 'fox', left), concept('luna', 'rabbit', right))
    expect(concepts.map(({ presence }) => presence.found)).toEqual([false, false])
  })

  it('finds words without adapters', async () => {
    const words = (id: string, text: string) => ({ id, name: id, words: text, adapters: [], region: left })
    const [cat] = (await readKiki(words('cat', 'a kiki cat'))).concepts
    const [castle] = (await readKiki(words('castle', 'a red castle'))).concepts
    expect(cat!.presence.presence).toBeGreaterThan(castle!.presence.presence)
  })

  it('reads concepts of the whole canvas by their adapters', async () => {
    const { concepts } = await readKiki(concept('kiki', 'cat', canvas), concept('bruno', 'dog', canvas))
    const [kiki, bruno] = concepts.map(({ presence }) => presence)
    expect(kiki!.found).toBe(true)
    expect(bruno!.presence).toBeLessThan(kiki!.presence / 1.5)
    expect(concepts.every(({ presence }) => !presence.region)).toBe(true)
  })

  it('reads a concept alone, and one without words', async () => {
    const { concepts } = await readKiki(concept('kiki', 'cat', left, { words: '' }))
    expect(concepts[0]!.presence).toMatchObject({ found: true, overlap: 0 })
  })

  it('gives the same reading twice, with maps on the guidance grid', async () => {
    const read = (await createPictureReader(await prepare('merge', [concept('kiki', 'cat', left)])))!
    const first = await read(kikiOnTheLeft, signal)
    expect(first.grid).toEqual({ height: 16, width: 16 })
    expect(first.concepts[0]!.map).toHaveLength(256)
    expect(first.concepts[0]!.regionShare).toHaveLength(256)
    expect(await read(kikiOnTheLeft, signal)).toEqual(first)
  })

  it('stops on the signal', async () => {
    const read = (await createPictureReader(await prepare('merge', [concept('kiki', 'cat', left)])))!
    await expect(read(kikiOnTheLeft, AbortSignal.abort())).rejects.toThrow('aborted')
  })

  it('has nothing to read where there are no concepts', async () => {
    expect(await createPictureReader(await prepare('merge', []))).toBeUndefined()
  })
})
