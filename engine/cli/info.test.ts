import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAdapter } from '../adapters/adapterFile.ts'
import { writeSafetensors } from '../safetensors/writeSafetensors.ts'
import { onOneCore } from '../testing/oneCore.ts'
import { fixturePath } from '../testing/fixtureFiles.ts'
import {
  bundleCommand,
  runPolyptych,
  starterAdapter,
  starterModel,
  writeTinyProject,
} from '../testing/polyptychCommand.ts'
import { float32 } from '../tensor/tensor.ts'
import type { Tensor } from '../tensor/tensor.ts'

let folder: string
const info = (...args: string[]) => runPolyptych(['info', ...args], { folder })
const at = (...parts: string[]) => join(folder, ...parts)
const tinyXL = fixturePath('tiny-sdxl')
const mostLines = 25

beforeAll(async () => {
  bundleCommand()
  // far from what other tests have there: models in folders around an adapter are found as well
  folder = join(await mkdtemp(join(tmpdir(), 'polyptych-info-')), 'far', 'away')
  await mkdir(folder, { recursive: true })
})

afterAll(() => rm(dirname(dirname(folder)), { recursive: true, force: true }))

async function linesOf(...args: string[]): Promise<string[]> {
  const { exitCode, stdout, stderr } = await info(...args)
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  const lines = stdout.trimEnd().split('\n')
  expect(lines.length).toBeLessThanOrEqual(mostLines)
  return lines
}

async function jsonOf(...args: string[]): Promise<unknown> {
  const { exitCode, stdout, stderr } = await info(...args, '--json')
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return JSON.parse(stdout)
}

describe('polyptych info', () => {
  it('describes a model folder in aligned columns', async () => {
    expect(await linesOf(starterModel)).toEqual([
      'model         starter',
      `path          ${starterModel}`,
      'architecture  Stable Diffusion 1 (sd1), a folder in the layout of diffusers',
      'size          20.2 million parameters, 40.5 MB',
      'pictures      trained at 256x256',
      'adapters      can change 150 layers',
      'scheduler     DDIMScheduler, predicts epsilon',
      '              scaled_linear betas 0.00085 to 0.012, 1000 timesteps, leading spacing',
      '',
      'network       parameters    type     size     layers for adapters',
      'UNet          13.4 million  float16  26.9 MB  132',
      'text encoder  2.9 million   float16  5.8 MB   18',
      'VAE           3.9 million   float16  7.8 MB   none',
    ])
    expect(await jsonOf(starterModel)).toMatchObject({
      type: 'checkpoint',
      architecture: 'sd1',
      adaptableLayers: 150,
      scheduler: { predictionType: 'epsilon' },
    })
  })

  it('says what of an adapter applies to the starter model', async () => {
    const lines = await linesOf(starterAdapter('kiki'))
    expect(lines).toContain('trigger words  kiki cat')
    expect(lines).toContain('layers         102: 18 text encoder, 84 UNet')
    expect(lines.at(-1)).toBe('applies to 102 of 102 layers of starter; 0 skipped')
  })

  it('compares an adapter with the models that lie near it', async () => {
    await mkdir(at('models', 'loras', 'cats'), { recursive: true })
    await cp(starterAdapter('kiki'), at('models', 'loras', 'cats', 'kiki.safetensors'))
    await symlink(tinyXL, at('models', 'large'), 'junction')
    await mkdir(at('models', 'broken', 'unet'), { recursive: true })
    const { models } = (await jsonOf(at('models', 'loras', 'cats', 'kiki.safetensors'))) as { models: unknown[] }
    expect(models).toMatchObject([
      { type: 'applies', model: 'starter', applied: 102, layers: 102, skipped: [] },
      { type: 'refused', model: 'tiny-sdxl', code: 'adapter-mismatch' },
      { type: 'unopened', model: await realpath(at('models', 'broken')), code: 'file-missing' },
    ])
  })

  it('compares an adapter with one model on request', async () => {
    const lines = await linesOf(starterAdapter('kiki'), '--model', tinyXL)
    expect(lines.filter((line) => line.includes('appl'))).toEqual([
      expect.stringMatching(/^does not apply to tiny-sdxl: 'kiki' was made for .*256.*64/),
    ])
    expect(await info(starterAdapter('kiki'), '--model', at('nowhere'))).toMatchObject({ exitCode: 2, stdout: '' })
  })

  it('groups the layers that do not fit by reason', async () => {
    const { layers } = await readAdapter(starterAdapter('kiki'))
    const { target, inFeatures, outFeatures } = layers.find(({ component }) => component === 'unet')!
    const pair = (name: string, inputs: number, outputs: number): [string, Tensor][] => [
      [`lora_unet_${name}.lora_down.weight`, float32([2, inputs])],
      [`lora_unet_${name}.lora_up.weight`, float32([outputs, 2])],
    ]
    const strange = Array.from({ length: 5 }, (_, index) => pair(`no_such_layer_${index}`, 8, 8))
    const tensors = new Map([...pair(target, inFeatures, outFeatures), ...strange.flat()])
    await writeSafetensors(at('odd.safetensors'), tensors)
    const lines = await linesOf(at('odd.safetensors'))
    expect(lines.slice(-2)).toEqual([
      'applies to 1 of 6 layers of starter; 5 skipped',
      '  5 skipped: this model has no such layer (no_such_layer_0, no_such_layer_1, no_such_layer_2 and 2 more)',
    ])
  })

  it('describes a project and names the files that are missing', async () => {
    await writeTinyProject(at('scene.polyptych'), {
      title: 'A castle\u001b[2J',
      model: { path: 'nowhere' },
      seeds: { first: 5, count: 4 },
    })
    const lines = await linesOf('scene.polyptych')
    expect(lines).toContain('project  A castle\ufffd[2J')
    expect(lines).toContain('missing  model: nowhere')
    expect(lines).toContain('seeds    5 to 8: 4 pictures')
    expect(lines.at(-1)).toBe('Kiki     kiki 1    whole canvas  a kiki cat')
    expect(await jsonOf('scene.polyptych')).toMatchObject({
      type: 'project',
      files: [
        { place: 'model', exists: false },
        { place: 'concepts[0].adapters[0].file', exists: true },
      ],
    })
  })

  it('tells how a picture was made', async () => {
    await writeTinyProject(at('castle.polyptych'), { steps: 1 })
    const rendered = await runPolyptych(['render', 'castle.polyptych', ...onOneCore], { folder })
    const picture = rendered.stdout.trimEnd()
    const lines = await linesOf(picture)
    expect(lines).toContain('prompt      a castle at sunset')
    expect(lines).toContain('seeds       3')
    expect(await jsonOf(picture)).toMatchObject({ type: 'picture', seed: 3, provider: 'cpu', project: { steps: 1 } })
  })

  it('describes a checkpoint in a single file and says that it is not used', async () => {
    const tensors = new Map([
      ['model.diffusion_model.input_blocks.0.0.weight', float32([320, 4, 3, 3])],
      ['cond_stage_model.transformer.text_model.final_layer_norm.weight', float32([768])],
      ['first_stage_model.decoder.conv_in.bias', float32([512])],
    ])
    await writeSafetensors(at('whole.safetensors'), tensors)
    const lines = await linesOf('whole.safetensors')
    expect(lines.filter((line) => line.startsWith('not used')).join()).toContain('single-file checkpoint')
    expect(lines.at(-3)).toBe('UNet          11.5 thousand  float32  46.1 kB')
  })

  it.each([
    { what: 'nothing', name: 'nowhere', says: 'does not exist' },
    { what: 'text under the name of tensors', name: 'letter.safetensors', says: 'a text file' },
    { what: 'a pickle', name: 'model.ckpt', says: 'is not opened' },
    { what: 'a folder without a model', name: '.', says: 'not a model folder' },
  ])('refuses $what with 2', async ({ name, says }) => {
    await writeFile(at('letter.safetensors'), 'This is a letter to a friend.\n')
    await writeFile(at('model.ckpt'), 'PK')
    const { exitCode, stdout, stderr } = await info(name)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(says)
  })
})
