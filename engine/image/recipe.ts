import { basename, isAbsolute } from 'node:path'
import { z } from 'zod'
import { EngineError } from '../errors/engineError.ts'
import { fileReferencesOf, replaceFileReferences } from '../project/fileReferences.ts'
import { formatParameters } from '../project/parametersText.ts'
import { projectFromDocument } from '../project/projectFile.ts'
import type { ConceptAdapter, ParsedProject, Project } from '../project/projectFile.ts'
import { splitSamplerName } from '../project/samplerNames.ts'
import type { FileReference } from '../protocol/project.ts'
import { readConceptSchema, type ReadConcept } from '../protocol/readConcept.ts'
import { readPngTexts } from './pngTexts.ts'

/** What a picture was made of. */
export interface RecipeFacts {
  /** With the hashes of its files, as `resolveProjectFiles` gives it. */
  readonly project: Project
  readonly seed: number
  /** The method that was used: the project's own, or the one that was chosen for `auto`. */
  readonly method: string
  /** The prompts as the model read them, for programs that know one prompt for a whole picture. */
  readonly prompts: { readonly prompt: string; readonly negativePrompt: string }
  readonly modelSha256: string
  /** As `adapterTensorHashes` gives them. */
  readonly adapterTensorHashes: ReadonlyMap<string, string>
  readonly engineVersion: string
  readonly provider: string
  /** What the picture shows of its concepts, where it was read. */
  readonly presence?: readonly ReadConcept[]
}

/** The text that holds all of it; `parameters` holds what other programs understand. */
const recipeKeyword = 'polyptych'
const recipeVersion = 1

const recipeSchema = z.looseObject({
  recipe: z.number().int(),
  engine: z.string(),
  provider: z.string(),
  seed: z.number().int().min(0),
  modelSha256: z.string(),
  project: z.unknown(),
  /** Beside the project: it says how the picture came out, and is not needed to make it again. */
  presence: z.array(readConceptSchema).optional().catch(undefined),
})

/** The texts of a picture: `parameters` as most programs read it, `polyptych` with the project of this one picture. */
export function recipeTexts(facts: RecipeFacts): { parameters: string; polyptych: string } {
  const { project, seed, modelSha256, engineVersion, provider, presence } = facts
  const recipe: z.infer<typeof recipeSchema> = {
    recipe: recipeVersion,
    engine: engineVersion,
    provider,
    seed,
    modelSha256,
    project: { ...withoutFolders(project), seeds: { first: seed, count: 1 } },
    ...(presence && { presence: [...presence] }),
  }
  return { parameters: formatParameters(pictureParameters(facts)), polyptych: JSON.stringify(recipe) }
}

/** Absolute paths keep their last part alone: a picture is passed on, and its files are found by their hashes. */
function withoutFolders(project: Project): Project {
  const replacements = new Map<FileReference, FileReference>()
  for (const { reference } of fileReferencesOf(project, { hidden: true })) {
    const { path } = reference
    if (isAbsolute(path)) replacements.set(reference, { ...reference, path: basename(path) || path })
  }
  return replaceFileReferences(project, replacements)
}

function pictureParameters(facts: RecipeFacts): Parameters<typeof formatParameters>[0] {
  const { project, seed, prompts, modelSha256, engineVersion } = facts
  const { sampler, scheduleType } = splitSamplerName(project.sampler)
  const adapters = project.concepts.filter(({ hidden }) => !hidden).flatMap((concept) => concept.adapters)
  const loraHashes = new Map(
    adapters.map(({ file }) => [stemOf(file.path), facts.adapterTensorHashes.get(file.path)?.slice(0, 12)]),
  )
  const settings: [string, string | undefined][] = [
    ['Steps', `${project.steps}`],
    ['Sampler', sampler],
    ['Schedule type', scheduleType],
    ['CFG scale', `${project.guidance}`],
    ['Seed', `${seed}`],
    ['Size', `${project.canvas.width}x${project.canvas.height}`],
    ['Model hash', modelSha256.slice(0, 10)],
    ['Model', project.model.name ?? stemOf(project.model.path)],
    ['Method', facts.method],
    ['Clip skip', project.clipSkip > 1 ? `${project.clipSkip}` : undefined],
    ['RNG', project.noise === 'torch-cpu' ? 'CPU' : 'NV'],
    [
      'Lora hashes',
      [...loraHashes].flatMap(([name, hash]) => (hash ? `${name}: ${hash}` : [])).join(', ') || undefined,
    ],
    ['Version', `Polyptych ${engineVersion}`],
  ]
  return {
    prompt: [prompts.prompt, ...adapters.map(loraTag)].join(' ').trim(),
    negativePrompt: prompts.negativePrompt,
    settings: new Map(settings.filter((setting): setting is [string, string] => setting[1] !== undefined)),
  }
}

/** `<lora:name:weight>`, with the weight of the text encoder first where it is another. */
function loraTag({ file, weight, textEncoderWeight = weight }: ConceptAdapter): string {
  const weights = textEncoderWeight === weight ? `${weight}` : `${textEncoderWeight}:${weight}`
  return `<lora:${stemOf(file.path)}:${weights}>`
}

/** A file's name as others can write it inside a tag and a list. */
function stemOf(path: string): string {
  const name = path.split(/[/\\]/).at(-1)!
  return name.replace(/\.(safetensors|sft)$/i, '').replace(/[:,<>"]/g, '_')
}

export interface Recipe extends ParsedProject {
  readonly seed: number
  readonly modelSha256: string
  readonly engineVersion: string
  readonly provider: string
  /** What the picture shows of its concepts; missing where it was not read. */
  readonly presence?: readonly ReadConcept[]
}

/**
 * The project that made a picture, with the picture's seed alone. Its paths are those of the project that was rendered:
 * from another folder its files are found by their hashes. `source` is a PNG file or its bytes.
 *
 * Throws 'project-invalid' where the picture holds no recipe or a damaged one, 'project-newer', and as `readPngTexts`.
 */
export async function readRecipe(source: Uint8Array | string): Promise<Recipe> {
  const name = typeof source === 'string' ? source : 'the picture'
  const text = (await readPngTexts(source)).get(recipeKeyword)
  if (text === undefined) {
    throw new EngineError(
      'project-invalid',
      `'${name}' does not say how it was made with Polyptych.`,
      'Choose a picture that Polyptych has saved, and that no other program has saved since.',
    )
  }
  const recipe = recipeSchema.safeParse(parseJson(text))
  if (!recipe.success) throw damagedRecipe(name)
  if (recipe.data.recipe > recipeVersion) {
    throw new EngineError(
      'project-newer',
      `'${name}' holds a recipe of version ${recipe.data.recipe}; this program knows versions up to ${recipeVersion}.`,
      'Update Polyptych.',
    )
  }
  const { seed, modelSha256, engine: engineVersion, provider, presence } = recipe.data
  const parsed = projectFromDocument(recipe.data.project, name)
  return { ...parsed, seed, modelSha256, engineVersion, provider, ...(presence && { presence }) }
}

function damagedRecipe(name: string): EngineError {
  return new EngineError('project-invalid', `The recipe in '${name}' is damaged.`, 'Use another copy of the picture.')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
