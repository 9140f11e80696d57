import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeSafetensors } from '../safetensors/writeSafetensors.ts'
import { float32 } from '../tensor/tensor.ts'
import type { ComponentKind } from './tensorNames.ts'
import { locateWeights } from './weights.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-weights-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Writes a file of scalars of these names. */
function scalars(file: string, ...names: string[]): Promise<void> {
  return writeSafetensors(join(folder, file), new Map(names.map((name) => [name, float32([])])))
}

function indexOf(file: string, weightMap: unknown): Promise<void> {
  return writeFile(join(folder, file), JSON.stringify({ metadata: {}, weight_map: weightMap }))
}

/** The files that the weights were found in. */
async function chosenFiles(kind: ComponentKind = 'unet'): Promise<string[]> {
  const { weights } = await locateWeights(folder, kind)
  return [...new Set([...weights.values()].map(({ path }) => basename(path)))].sort()
}

describe('locateWeights', () => {
  it.each<[ComponentKind, string[], string]>([
    ['unet', ['diffusion_pytorch_model.safetensors', 'model.safetensors'], 'diffusion_pytorch_model.safetensors'],
    ['textEncoder', ['diffusion_pytorch_model.safetensors', 'model.safetensors'], 'model.safetensors'],
    ['textEncoder', ['model.fp16.safetensors', 'model.safetensors'], 'model.safetensors'],
    ['unet', ['diffusion_pytorch_model.fp16.safetensors'], 'diffusion_pytorch_model.fp16.safetensors'],
    [
      'unet',
      ['diffusion_pytorch_model.ema.safetensors', 'diffusion_pytorch_model.fp16.safetensors'],
      'diffusion_pytorch_model.fp16.safetensors',
    ],
    ['vae', ['diffusion_pytorch_model.ema.safetensors'], 'diffusion_pytorch_model.ema.safetensors'],
    ['vae', ['my-vae.safetensors'], 'my-vae.safetensors'],
  ])('chooses for a %s among %o the file %s', async (kind, files, expected) => {
    for (const file of files) await scalars(file, 'a')
    await writeFile(join(folder, 'diffusion_pytorch_model.bin'), 'never opened')
    expect(await chosenFiles(kind)).toEqual([expected])
  })

  it.each([
    ['diffusion_pytorch_model.safetensors.index.json'],
    ['diffusion_pytorch_model.fp16.safetensors.index.json'],
    ['diffusion_pytorch_model.safetensors.index.fp16.json'],
  ])('follows the index %s to the shards', async (index) => {
    await scalars('x-00001-of-00002.safetensors', 'a', 'b')
    await scalars('x-00002-of-00002.safetensors', 'c')
    await indexOf(index, {
      a: 'x-00001-of-00002.safetensors',
      b: 'x-00001-of-00002.safetensors',
      c: 'x-00002-of-00002.safetensors',
    })
    const { weights, files } = await locateWeights(folder, 'unet')
    expect([...weights.keys()].sort()).toEqual(['a', 'b', 'c'])
    expect(basename(weights.get('c')!.path)).toBe('x-00002-of-00002.safetensors')
    expect(files.map((file) => basename(file)).sort()).toEqual(
      [index, 'x-00001-of-00002.safetensors', 'x-00002-of-00002.safetensors'].sort(),
    )
  })

  it('says where the bytes of a tensor are', async () => {
    const path = join(folder, 'model.safetensors')
    await writeSafetensors(path, { text_projection: float32([]), 'text_projection.weight': float32([2, 3]) })
    const location = (await locateWeights(folder, 'textEncoder')).weights.get('text_projection.weight')!
    expect(location).toMatchObject({ path, dtype: 'float32', shape: [2, 3], byteLength: 24 })
  })

  it.each<[ComponentKind, string[], string[]]>([
    ['textEncoder', ['text_model.a', 'text_model.embeddings.position_ids'], ['text_model.a']],
    [
      'textEncoder',
      ['embeddings.token_embedding.weight', 'text_projection.weight', 'embeddings.position_ids'],
      ['text_model.embeddings.token_embedding.weight', 'text_projection.weight'],
    ],
    ['textEncoder', ['text_model.a', 'vision_model.b', 'visual_projection.weight', 'logit_scale'], ['text_model.a']],
    [
      'vae',
      ['query', 'key', 'value', 'proj_attn'].map((layer) => `encoder.mid_block.attentions.0.${layer}.weight`),
      ['to_k', 'to_out.0', 'to_q', 'to_v'].map((layer) => `encoder.mid_block.attentions.0.${layer}.weight`),
    ],
    [
      'vae',
      ['decoder.mid_block.attentions.0.to_q.bias', 'a.key.weight'],
      ['a.key.weight', 'decoder.mid_block.attentions.0.to_q.bias'],
    ],
    [
      'unet',
      ['position_ids', 'mid_block.attentions.0.key.weight'],
      ['mid_block.attentions.0.key.weight', 'position_ids'],
    ],
  ])('calls the tensors of a %s %o by their present names', async (kind, stored, expected) => {
    await scalars('only.safetensors', ...stored)
    expect([...(await locateWeights(folder, kind)).weights.keys()].sort()).toEqual(expected)
  })

  const index = 'diffusion_pytorch_model.safetensors.index.json'

  it.each<[string, () => Promise<unknown>, string, RegExp]>([
    ['an empty folder', () => Promise.resolve(), 'file-missing', /holds no weights/],
    [
      'pickles only',
      () => writeFile(join(folder, 'diffusion_pytorch_model.bin'), ''),
      'file-refused',
      /diffusion_pytorch_model.bin' is not opened: files of this kind .* can run any code/,
    ],
    [
      'shards without an index',
      () => scalars('diffusion_pytorch_model-00001-of-00002.safetensors', 'a'),
      'file-missing',
      /no index/,
    ],
    [
      'several files of other names',
      () => Promise.all([scalars('a.safetensors', 'a'), scalars('b.safetensors', 'b')]),
      'file-missing',
      /none has the usual name/,
    ],
    [
      'a shard that is missing',
      () => indexOf(index, { a: 'a.safetensors' }),
      'file-missing',
      /a.safetensors' does not/,
    ],
    ['an index that leads outside', () => indexOf(index, { a: '../a.safetensors' }), 'file-invalid', /beside it/],
    ['an index that leads to a pickle', () => indexOf(index, { a: 'a.bin' }), 'file-invalid', /beside it/],
    ['an index of numbers', () => indexOf(index, { a: 1 }), 'file-invalid', /beside it/],
    ['an index without a map', () => indexOf(index, undefined), 'file-invalid', /does not say which tensor/],
    ['an index that is not JSON', () => writeFile(join(folder, index), '{'), 'file-invalid', /not hold a JSON object/],
    [
      'an index that promises too much',
      () => Promise.all([scalars('a.safetensors', 'a'), indexOf(index, { a: 'a.safetensors', b: 'a.safetensors' })]),
      'file-invalid',
      /names the tensor 'b', which none of its files has/,
    ],
    [
      'a tensor in two shards',
      () =>
        Promise.all([
          scalars('a.safetensors', 'a'),
          scalars('b.safetensors', 'a', 'b'),
          indexOf(index, { a: 'a.safetensors', b: 'b.safetensors' }),
        ]),
      'file-invalid',
      /holds the tensor 'a' a second time/,
    ],
  ])('refuses %s', async (_, prepare, code, reason) => {
    await mkdir(folder, { recursive: true })
    await prepare()
    const failure = locateWeights(folder, 'unet')
    await expect(failure).rejects.toMatchObject({ name: 'EngineError', code })
    await expect(failure).rejects.toThrow(reason)
    await expect(failure).rejects.toThrow(folder)
  })
})
