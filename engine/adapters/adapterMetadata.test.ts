import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { writeSafetensors } from '../safetensors/writeSafetensors.ts'
import { kohyaLayer, writeAdapterFile } from '../testing/adapterFiles.ts'
import { starterPath } from '../testing/fixtureFiles.ts'
import { readAdapter } from './adapterFile.ts'
import { describeAdapter } from './describeAdapter.ts'
import { hashAdapter, hashAdapterFile } from './hashes.ts'

const tensors = kohyaLayer('lora_unet_x', { rank: 2, inFeatures: 4, outFeatures: 4 })
const read = async (metadata: Record<string, string>, sidecars: Record<string, string> = {}) => {
  const path = await writeAdapterFile(tensors, metadata)
  for (const [ending, text] of Object.entries(sidecars)) await writeFile(path.replace('.safetensors', ending), text)
  return (await readAdapter(path)).metadata
}

describe('metadata', () => {
  it('of a starter LoRA', async () => {
    const { metadata } = await readAdapter(starterPath('loras/vesper.safetensors'))
    expect(metadata).toMatchObject({
      title: 'vesper',
      triggerWords: ['vesper fox'],
      trainingTags: [{ tag: 'vesper fox', count: 100 }],
      baseModel: 'polyptych_starter',
      architecture: 'polyptych-starter/lora',
      previewPath: starterPath('loras/vesper.preview.png'),
      training: { networkModule: 'networks.lora', rank: 8, loraAlpha: 8, steps: 300, algorithm: undefined },
    })
  })

  it('takes trigger words from the artist, the author, the site or the captions, in this order', async () => {
    const embedded = {
      'modelspec.trigger_phrase': 'author word, second',
      ss_tag_frequency: JSON.stringify({ '1_a': { cat: 5, hat: 9, rare: 1 }, '2_b': { cat: 5 } }),
    }
    const site = { '.civitai.info': JSON.stringify({ trainedWords: ['site word'], baseModel: 'SD 1.5' }) }
    const own = { '.json': JSON.stringify({ 'activation text': 'own word, own word', 'preferred weight': 0.8 }) }
    const { 'modelspec.trigger_phrase': _, ...captions } = embedded
    expect((await read(embedded, { ...site, ...own })).triggerWords).toEqual(['own word'])
    expect((await read(embedded, site)).triggerWords).toEqual(['author word', 'second'])
    expect((await read(captions, site)).triggerWords).toEqual(['site word'])
    expect((await read(captions)).triggerWords).toEqual(['cat', 'hat'])
    expect((await read({})).triggerWords).toEqual([])
  })

  it('reads what the notes beside the file add', async () => {
    const metadata = await read(
      { 'modelspec.author': 'A', ss_network_args: '{"algo": "dylora"}', ss_network_dim: 'Dynamic' },
      {
        '.json': JSON.stringify({
          'preferred weight': 0,
          'negative text': 'blurry',
          notes: 'mine',
          'sd version': 'SD1',
        }),
        '.cm-info.json': JSON.stringify({ TrainedWords: ['matrix'], BaseModel: 'Pony' }),
        '.png': '',
      },
    )
    expect(metadata).toMatchObject({
      author: 'A',
      triggerWords: ['matrix'],
      baseModel: 'Pony',
      preferredStrength: undefined,
      negativeText: 'blurry',
      notes: 'mine',
      previewPath: expect.stringMatching(/sample\.png$/),
      training: { algorithm: 'dylora', rank: undefined },
    })
  })

  it.each<[string, Record<string, string>]>([
    ['broken JSON', { '.json': '{', '.civitai.info': 'nothing', '.cm-info.json': '' }],
    ['JSON of another kind', { '.json': '[]', '.civitai.info': '12', '.cm-info.json': 'null' }],
    ['values of another kind', { '.json': '{"activation text": 5, "description": [], "preferred weight": "x"}' }],
  ])('survives %s', async (_, sidecars) => {
    const metadata = await read(
      { ss_tag_frequency: '{"a": [1], "b": {"tag": "many"}}', ss_network_args: '7' },
      sidecars,
    )
    expect(metadata).toMatchObject({ triggerWords: [], trainingTags: [], preferredStrength: undefined })
  })
})

describe('hashes', () => {
  it('are those of the bytes behind the header, and of the whole file', async () => {
    const path = await writeAdapterFile(tensors, { note: 'first' })
    const bytes = await readFile(path)
    const sha256 = (part: Uint8Array) => createHash('sha256').update(part).digest('hex')
    const tensorHash = sha256(bytes.subarray(8 + Number(bytes.readBigUInt64LE(0))))
    const adapter = await readAdapter(path)
    expect(await hashAdapter(adapter)).toEqual({ tensors: tensorHash, autoV3: tensorHash.slice(0, 12) })
    expect(await hashAdapterFile(adapter)).toEqual({ file: sha256(bytes), autoV2: sha256(bytes).slice(0, 10) })
    await writeSafetensors(path, tensors, { note: 'edited' })
    expect((await hashAdapter(await readAdapter(path))).tensors).toBe(tensorHash)
  })
})

describe('describeAdapter', () => {
  it('sums up a file', async () => {
    expect(describeAdapter(await readAdapter(starterPath('loras/kiki.safetensors')))).toEqual({
      kind: 'LoRA',
      convention: 'kohya',
      ranks: [{ rank: 8, layers: 102 }],
      loraAlpha: { smallest: 8, largest: 8 },
      layersByComponent: { unet: 84, textEncoder: 18 },
      refusedLayers: 0,
      madeFor: 'polyptych-starter (cross attention 256)',
      evidence: 'metadata',
      triggerWords: ['kiki cat'],
      unrecognisedTensors: 0,
    })
  })

  it.each([
    [{ ss_network_module: 'networks.dylora' }, 'DyLoRA'],
    [{ ss_network_module: 'lycoris.kohya', ss_network_args: '{"algo": "dylora", "block_size": "4"}' }, 'DyLoRA'],
    [{ ss_network_module: 'networks.lora' }, 'LoRA'],
  ])('%j is a %s', async (metadata, kind) => {
    expect(describeAdapter(await readAdapter(await writeAdapterFile(tensors, metadata))).kind).toBe(kind)
  })
})
