import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adapterTensorHashes } from '../project/adapterHashes.ts'
import { createFileHashes } from '../project/fileHashes.ts'
import { parseParameters } from '../project/parametersText.ts'
import { readProject } from '../project/projectFile.ts'
import { resolveProjectFiles } from '../project/resolveFiles.ts'
import { encodePng } from './png.ts'
import { readRecipe, recipeTexts } from './recipe.ts'
import type { RecipeFacts } from './recipe.ts'

const scratch = mkdtempSync(join(tmpdir(), 'polyptych-recipe-'))
afterAll(() => {
  rmSync(scratch, { recursive: true })
})

const repository = fileURLToPath(new URL('../../', import.meta.url))
const pixels = new Uint8Array(8 * 8 * 3)
let facts: RecipeFacts

beforeAll(async () => {
  const { project, folder } = await readProject(join(repository, 'examples/duo.polyptych'))
  project.concepts[0]!.adapters[0]!.textEncoderWeight = 0.5
  Object.assign(project, { clipSkip: 2, future: ['kept'] })
  const resolved = await resolveProjectFiles(project, folder, { hashes: createFileHashes(undefined) })
  facts = {
    project: resolved.project,
    seed: 41,
    method: 'regional',
    prompts: { prompt: 'Negative prompt: ein Bär 🐻,\n"two"', negativePrompt: 'blurry' },
    modelSha256: resolved.model.sha256,
    adapterTensorHashes: await adapterTensorHashes(resolved),
    engineVersion: '1.2.3',
    provider: 'cpu',
  }
})

async function savePicture(folder: string, changes: Partial<RecipeFacts> = {}): Promise<string> {
  const path = join(folder, 'picture.png')
  writeFileSync(path, await encodePng(pixels, 8, 8, recipeTexts({ ...facts, ...changes })))
  return path
}

describe('recipeTexts', () => {
  it('tells other programs what they can know', async () => {
    const { comments } = await sharp(await savePicture(scratch)).metadata()
    const text = comments?.find(({ keyword }) => keyword === 'parameters')?.text ?? ''
    expect(parseParameters(text)).toEqual({
      prompt: 'Negative prompt: ein Bär 🐻,\n"two" <lora:kiki:0.5:0.8> <lora:bruno:0.8>',
      negativePrompt: 'blurry',
      settings: new Map([
        ['Steps', '20'],
        ['Sampler', 'DPM++ 2M'],
        ['Schedule type', 'Karras'],
        ['CFG scale', '5'],
        ['Seed', '41'],
        ['Size', '256x256'],
        ['Model hash', facts.modelSha256.slice(0, 10)],
        ['Model', 'Polyptych Starter'],
        ['Method', 'regional'],
        ['Clip skip', '2'],
        ['RNG', 'CPU'],
        ['Lora hashes', 'kiki: 393af38ee32a, bruno: 3db37c6c19a5'],
        ['Version', 'Polyptych 1.2.3'],
      ]),
    })
  })

  it('tells nobody where files lie', () => {
    const model = { ...facts.project.model, path: join(repository, 'models', 'starter') }
    const { polyptych } = recipeTexts({ ...facts, project: { ...facts.project, model } })
    expect((JSON.parse(polyptych) as { project: object }).project).toMatchObject({
      model: { ...model, path: 'starter' },
    })
    expect(polyptych).not.toContain(repository)
  })

  it('leaves out what goes without saying', () => {
    const project = { ...facts.project, clipSkip: 1, concepts: [], noise: 'nvidia-philox', sampler: 'DDIM' } as const
    const { parameters } = recipeTexts({
      ...facts,
      project: { ...project, concepts: [] },
      prompts: { prompt: 'a', negativePrompt: '' },
    })
    expect(parameters).toBe(
      'a\nSteps: 20, Sampler: DDIM, CFG scale: 5, Seed: 41, Size: 256x256, ' +
        `Model hash: ${facts.modelSha256.slice(0, 10)}, Model: Polyptych Starter, Method: regional, RNG: NV, Version: Polyptych 1.2.3`,
    )
  })

  it('gives LoRA names that tags and lists can hold', () => {
    const project = structuredClone(facts.project)
    project.concepts = [project.concepts[0]!]
    project.concepts[0]!.adapters[0]!.file.path = 'C:\\loras\\my: "cat", <v2>.safetensors'
    const { prompt } = parseParameters(recipeTexts({ ...facts, project }).parameters)
    expect(prompt).toContain('<lora:my_ _cat__ _v2_:0.5:0.8>')
  })
})

describe('readRecipe', () => {
  it('gives back the project that made a picture, with its seed alone', async () => {
    const recipe = await readRecipe(await savePicture(scratch))
    expect(recipe).toEqual({
      project: { ...facts.project, seeds: { first: 41, count: 1 } },
      warnings: ['future is not known to this version and has no effect.'],
      seed: 41,
      modelSha256: facts.modelSha256,
      engineVersion: '1.2.3',
      provider: 'cpu',
    })
  })

  it('says what the picture shows, beside the project', async () => {
    const presence = [
      { conceptId: 'kiki', name: 'Kiki', presence: 0.5, found: true, bleed: 0.02, sentence: 'Kiki is in its region.' },
    ]
    const recipe = await readRecipe(await savePicture(scratch, { presence }))
    expect(recipe.presence).toEqual(presence)
    expect(recipe.project).not.toHaveProperty('presence')
  })

  it('is not lost with a damaged reading', async () => {
    const text = JSON.parse(recipeTexts(facts).polyptych) as object
    const polyptych = JSON.stringify({ ...text, presence: [{ conceptId: 1 }] })
    const recipe = await readRecipe(await encodePng(pixels, 8, 8, { polyptych }))
    expect(recipe).not.toHaveProperty('presence')
    expect(recipe.seed).toBe(41)
  })

  it('leads back to the files, also from another folder', async () => {
    const home = join(scratch, 'home')
    mkdirSync(join(home, 'pictures'), { recursive: true })
    cpSync(join(repository, 'models/starter'), join(home, 'starter'), { recursive: true })
    const { project } = await readRecipe(await savePicture(join(home, 'pictures')))
    const settings = { searchFolders: [home], relink: true, hashes: createFileHashes(undefined) }
    const { model, files } = await resolveProjectFiles(project, join(home, 'pictures'), settings)
    expect(model.path).toBe(join(home, 'starter'))
    expect([...files.keys()]).toContain('../starter/loras/bruno.safetensors')
  })

  it('says why there is none', async () => {
    const foreign = await encodePng(pixels, 8, 8, { parameters: 'a cat' })
    await expect(readRecipe(foreign)).rejects.toMatchObject({ code: 'project-invalid' })
    for (const polyptych of ['', '{', '[]', '{"recipe": 1}', '{"recipe":1,"engine":"1","provider":"cpu","seed":-1}']) {
      const damaged = await encodePng(pixels, 8, 8, { polyptych })
      await expect(readRecipe(damaged)).rejects.toMatchObject({ code: 'project-invalid' })
    }
    const { polyptych } = recipeTexts(facts)
    const newer = await encodePng(pixels, 8, 8, { polyptych: polyptych.replace('"recipe":1', '"recipe":2') })
    await expect(readRecipe(newer)).rejects.toMatchObject({ code: 'project-newer' })
    const wrong = await encodePng(pixels, 8, 8, { polyptych: polyptych.replace('"steps":20', '"steps":0') })
    await expect(readRecipe(wrong)).rejects.toThrow(/steps: is 0, but must be at least 1/)
  })
})
