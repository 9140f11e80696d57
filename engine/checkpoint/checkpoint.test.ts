import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readTensorAt } from '../safetensors/readTensor.ts'
import { writeSafetensors } from '../safetensors/writeSafetensors.ts'
import { float32 } from '../tensor/tensor.ts'
import { openCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'

const fixtures = 'engine/testing/fixtures'
const starter = 'models/starter'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyptych-model-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** A copy of a model that a test may change. */
async function copyOf(model: string): Promise<string> {
  const copy = join(folder, 'copy')
  for (const part of ['unet', 'vae', 'text_encoder', 'text_encoder_2', 'scheduler', 'tokenizer', 'model_index.json']) {
    await cp(join(model, part), join(copy, part), { recursive: true }).catch(() => undefined) // not all have all
  }
  return copy
}

async function changeJson(path: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
  const before = JSON.parse(await readFile(path, 'utf8')) as Readonly<Record<string, unknown>>
  await writeFile(path, JSON.stringify({ ...before, ...changes }))
}

function overview({ name, architecture, unet, textEncoders, vae, tokenizers, scheduler }: Checkpoint) {
  return {
    name,
    architecture,
    unet: unet.weights.size,
    textEncoders: textEncoders.map(({ config, weights }) => [config.hiddenSize, config.withProjection, weights.size]),
    vae: vae?.weights.size,
    tokenizers: tokenizers.length,
    prediction: scheduler.predictionType,
  }
}

describe('openCheckpoint', () => {
  it.each([
    [
      starter,
      {
        name: 'starter',
        architecture: 'sd1',
        unet: 324,
        textEncoders: [[256, false, 52]],
        vae: 184,
        tokenizers: 1,
        prediction: 'epsilon',
      },
    ],
    [
      `${fixtures}/tiny-sd1`,
      {
        name: 'tiny-sd1',
        architecture: 'sd1',
        unet: 684,
        textEncoders: [[32, false, 36]],
        vae: 240,
        tokenizers: 0,
        prediction: 'epsilon',
      },
    ],
    [
      `${fixtures}/tiny-sd2`,
      {
        name: 'tiny-sd2',
        architecture: 'sd2',
        unet: 302,
        textEncoders: [[32, false, 36]],
        vae: undefined,
        tokenizers: 0,
        prediction: 'v_prediction',
      },
    ],
    [
      `${fixtures}/tiny-sdxl`,
      {
        name: 'tiny-sdxl',
        architecture: 'sdxl',
        unet: 618,
        textEncoders: [
          [32, false, 52],
          [32, true, 53],
        ],
        vae: 240,
        tokenizers: 0,
        prediction: 'epsilon',
      },
    ],
  ])('opens %s', async (path, expected) => {
    expect(overview(await openCheckpoint(path))).toEqual(expected)
  })

  it('locates every weight where its bytes are', async () => {
    const { unet } = await openCheckpoint(starter)
    const { dtype, shape } = await readTensorAt(unet.weights.get('conv_in.weight')!)
    expect([dtype, shape]).toEqual(['float16', [96, 4, 3, 3]])
  })

  it('lists every file that the model consists of', async () => {
    const { files } = await openCheckpoint(starter)
    expect(files.map((file) => relative(starter, file))).toEqual([
      'scheduler/scheduler_config.json',
      'text_encoder/config.json',
      'text_encoder/model.safetensors',
      'tokenizer/merges.txt',
      'tokenizer/special_tokens_map.json',
      'tokenizer/tokenizer_config.json',
      'tokenizer/vocab.json',
      'unet/config.json',
      'unet/diffusion_pytorch_model.safetensors',
      'vae/config.json',
      'vae/diffusion_pytorch_model.safetensors',
    ])
  })

  it.each<[string, Record<string, unknown>, Record<string, unknown>, string, number]>([
    ['the map before the config', { pad_token: '!' }, { pad_token: 'x' }, '!', 77],
    ['the config where it lists its tokens', { pad_token: '!' }, { pad_token: 'x', added_tokens_decoder: {} }, 'x', 77],
    ['a token that is an object', { pad_token: { content: '!', lstrip: false } }, {}, '!', 77],
    ['the end token where nothing is said', {}, {}, '<|endoftext|>', 77],
    ['the shorter of two limits', {}, { model_max_length: 40 }, '<|endoftext|>', 40],
    ['no limit above what the encoder takes', {}, { model_max_length: 1e30 }, '<|endoftext|>', 77],
  ])('reads of a tokenizer %s', async (_, map, config, padToken, maxLength) => {
    const path = await copyOf(starter)
    await writeFile(join(path, 'tokenizer', 'special_tokens_map.json'), JSON.stringify(map))
    await writeFile(join(path, 'tokenizer', 'tokenizer_config.json'), JSON.stringify(config))
    const { tokenizers } = await openCheckpoint(path)
    const tokenizerFolder = join(path, 'tokenizer')
    expect(tokenizers).toEqual([
      {
        vocabPath: join(tokenizerFolder, 'vocab.json'),
        mergesPath: join(tokenizerFolder, 'merges.txt'),
        maxLength,
        padToken,
      },
    ])
  })

  it('calls a model in the cache of a download tool by its own name', async () => {
    const path = join(folder, 'models--someone--their-model', 'snapshots', '0123abcd')
    await cp(`${fixtures}/tiny-sd2`, path, { recursive: true })
    expect((await openCheckpoint(path)).name).toBe('their-model')
  })

  it.each<[string, string, (path: string) => Promise<unknown>, string, RegExp]>([
    ['no folder', 'tiny-sd2', (path) => rm(path, { recursive: true }), 'file-missing', /copy' does not exist/],
    [
      'a folder of other things',
      'tiny-sd2',
      (path) => rm(path, { recursive: true }).then(() => mkdir(path)),
      'file-missing',
      /is not a model folder: it has no folder 'unet'/,
    ],
    [
      'no UNet',
      'tiny-sd2',
      (path) => rm(join(path, 'unet'), { recursive: true }),
      'file-missing',
      /is incomplete: the folder '.*unet' does not exist/,
    ],
    [
      'no text encoder',
      'tiny-sd2',
      (path) => rm(join(path, 'text_encoder'), { recursive: true }),
      'file-missing',
      /is incomplete: the folder '.*text_encoder' does not exist/,
    ],
    [
      'no config',
      'tiny-sd1',
      (path) => rm(join(path, 'vae', 'config.json')),
      'file-missing',
      /the file '.*vae.config.json' does not exist/,
    ],
    [
      'no weights',
      'tiny-sd1',
      (path) => rm(join(path, 'vae', 'diffusion_pytorch_model.safetensors')),
      'file-missing',
      /vae' holds no weights/,
    ],
    [
      'pickled weights',
      'tiny-sd1',
      (path) =>
        rename(join(path, 'text_encoder', 'model.safetensors'), join(path, 'text_encoder', 'pytorch_model.bin')),
      'file-refused',
      /pytorch_model.bin' is not opened/,
    ],
    [
      'a config that is not JSON',
      'tiny-sd2',
      (path) => writeFile(join(path, 'unet', 'config.json'), '<html>'),
      'file-invalid',
      /config.json' does not hold a JSON object/,
    ],
    [
      'a config that is a list',
      'tiny-sd2',
      (path) => writeFile(join(path, 'unet', 'config.json'), '[]'),
      'file-invalid',
      /config.json' does not hold a JSON object/,
    ],
    [
      'an inpainting UNet',
      'tiny-sd2',
      (path) => changeJson(join(path, 'unet', 'config.json'), { in_channels: 9 }),
      'model-unsupported',
      /takes 9 channels and gives 4: it is made for inpainting/,
    ],
    [
      'a text encoder of another model',
      'tiny-sd2',
      (path) => changeJson(join(path, 'text_encoder', 'config.json'), { hidden_size: 64 }),
      'file-invalid',
      /reads text of width 32; the text encoders give 64/,
    ],
    [
      'a VAE of another model',
      'tiny-sd1',
      (path) => changeJson(join(path, 'vae', 'config.json'), { latent_channels: 16 }),
      'file-invalid',
      /works on 4 channels; the VAE in '.*vae' has 16/,
    ],
    [
      'a second text encoder of another model',
      'tiny-sdxl',
      (path) => changeJson(join(path, 'text_encoder_2', 'config.json'), { projection_dim: 64 }),
      'file-invalid',
      /added conditioning of width 80; the text encoder in '.*text_encoder_2' leads to 112/,
    ],
    [
      'a refiner',
      'tiny-sdxl',
      (path) => rm(join(path, 'text_encoder'), { recursive: true }),
      'model-unsupported',
      /one text encoder, as the refiner has it/,
    ],
    [
      'a text encoder too many',
      'tiny-sdxl',
      (path) => changeJson(join(path, 'unet', 'config.json'), { addition_embed_type: null }),
      'model-unsupported',
      /two text encoders, but a UNet that reads one/,
    ],
    [
      'a diffusion transformer',
      'tiny-sd2',
      (path) => rename(join(path, 'unet'), join(path, 'transformer')),
      'model-unsupported',
      /holds a StableDiffusionPipeline with a diffusion transformer/,
    ],
    [
      'half a tokenizer',
      'tiny-sd2',
      (path) => mkdir(join(path, 'tokenizer')),
      'file-missing',
      /The tokenizer is incomplete: '.*vocab.json' does not exist/,
    ],
  ])('refuses a model with %s', async (_, model, change, code, reason) => {
    const path = await copyOf(join(fixtures, model))
    await change(path)
    const failure = openCheckpoint(path)
    await expect(failure).rejects.toMatchObject({ name: 'EngineError', code })
    await expect(failure).rejects.toThrow(reason)
    await expect(failure).rejects.toThrow(path)
  })

  it.each([
    ['cond_stage_model.transformer.text_model.final_layer_norm.bias', /single-file checkpoint of Stable Diffusion 1;/],
    ['cond_stage_model.model.ln_final.bias', /single-file checkpoint of Stable Diffusion 2;/],
    ['conditioner.embedders.0.transformer.a', /single-file checkpoint of the Stable Diffusion XL family;/],
    ['model.diffusion_model.out.0.bias', /single-file checkpoint without a text encoder;/],
    ['lora_unet_mid_block_attentions_0_proj_in.lora_down.weight', /is an adapter \(LoRA\), not a model/],
    ['unet.mid_block.attentions.0.proj_in.lora_A.weight', /is an adapter \(LoRA\), not a model/],
    ['something.else', /not a checkpoint that Polyptych knows/],
  ])('refuses a single file with the tensor %s by what it is', async (name, reason) => {
    const path = join(folder, 'single.safetensors')
    await writeSafetensors(path, { [name]: float32([1]) })
    const failure = openCheckpoint(path)
    await expect(failure).rejects.toMatchObject({ name: 'EngineError', code: 'model-unsupported' })
    await expect(failure).rejects.toThrow(reason)
  })

  it('refuses a pickled checkpoint without opening it', async () => {
    const path = join(folder, 'model.ckpt')
    await writeFile(path, 'anything')
    await expect(openCheckpoint(path)).rejects.toMatchObject({ code: 'file-refused' })
  })
})
