import { basename, extname, join, resolve } from 'node:path'
import type { ImageMask } from '../adapters/adapterGates.ts'
import type { Component } from '../checkpoint/checkpoint.ts'
import type { VAEConfig } from '../checkpoint/configs/vaeConfig.ts'
import { methodOf } from '../composition/methods/index.ts'
import { promptWarnings } from '../conditioning/promptWarnings.ts'
import { EngineError } from '../errors/engineError.ts'
import { requireWritableFolder, writeFileAtomically } from '../files/atomicWrite.ts'
import { toPixels } from '../image/imageTensor.ts'
import { encodePng } from '../image/png.ts'
import { readMask } from '../image/readImage.ts'
import { recipeTexts } from '../image/recipe.ts'
import { adapterTensorHashes } from '../project/adapterHashes.ts'
import { outputNames } from '../project/outputNames.ts'
import { describeProblems } from '../project/projectProblems.ts'
import { readProject } from '../project/projectFile.ts'
import { resolveProjectFiles, type ResolvedFiles } from '../project/resolveFiles.ts'
import { engineVersion } from '../protocol/engineVersion.ts'
import { projectSchema, seedsOf, type Project } from '../protocol/project.ts'
import type { RenderEvent } from '../protocol/renderEvents.ts'
import type { ExecutionProvider } from '../runtime/executionProvider.ts'
import { findSampler } from '../schedulers/samplers.ts'
import { createRuntime, type Runtime } from '../runtime/runtime.ts'
import { requirePicture } from './brokenNumbers.ts'
import { createAdapterReader, visibleConcepts, type PlacedAdapter } from './concepts.ts'
import { decodeLatents, vaeDownsampleFactor } from './decodeLatents.ts'
import { openModel, type OpenModel } from './openModel.ts'
import { prepareRender, renderLatents, type PreparedRender } from './prepareRender.ts'

export interface RenderRequest {
  readonly projectPath: string
  readonly outFolder: string
  /** The first seed, in place of the project's. */
  readonly seed?: number
  /** How many pictures, of consecutive seeds. */
  readonly count?: number
  /** Of the picture, in pixels. */
  readonly size?: { readonly width: number; readonly height: number }
  readonly steps?: number
  readonly provider: ExecutionProvider | 'auto'
  /** 0 leaves the choice to the runtime. */
  readonly threads: number
  /** Use a file that has moved and was found by its hash. */
  readonly relink?: boolean
  /** Use a file whose contents have changed since the project was saved. */
  readonly acceptChanged?: boolean
}

/** Activations of the decoder above which it works in tiles. */
const decoderMemoryBound = 3 * 2 ** 30

/**
 * Renders every picture of a saved project into a folder. The same project, seeds, provider and number of threads give the
 * same bytes.
 * Stops between two UNet calls when the signal fires; a picture is there whole or not at all.
 * @throws EngineError, whose code says what could not be read, applied, computed or written; `cancelled` on the signal.
 */
export async function* renderProject(request: RenderRequest, signal: AbortSignal): AsyncGenerator<RenderEvent> {
  const started = performance.now()
  const opened = await readProject(request.projectPath)
  for (const message of opened.warnings) yield { type: 'warning', message }
  const wanted = withRequest(opened.project, request)
  for (const message of new Set(textsOf(wanted).flatMap(promptWarnings))) yield { type: 'warning', message }
  const outFolder = resolve(request.outFolder)
  const projectName = basename(opened.path, extname(opened.path))
  const names = outputNames(wanted, { projectName, date: new Date() })
  requireRenderable(wanted)
  await requireWritableFolder(outFolder)
  const { relink, acceptChanged } = request
  const files = await resolveProjectFiles(wanted, opened.folder, { relink, acceptChanged })
  for (const message of files.warnings) yield { type: 'warning', message }
  signal.throwIfAborted()

  const runtime = await createRuntime(request)
  const model = await openModel(files.model.path, runtime)
  try {
    requireVAE(model)
    signal.throwIfAborted()
    const placed = placeAdapters(files)
    const masks = await readMasks(files)
    const prepared = await prepareRender(model, files.project, placed, createAdapterReader(), masks)
    signal.throwIfAborted()
    const { name, architecture } = model.checkpoint
    yield { type: 'opened', model: name, architecture, provider: runtime.provider, milliseconds: since(started) }
    yield* describeAdapters(prepared, placed)
    yield* renderPictures(prepared, files, { runtime, outFolder, names }, signal)
    yield { type: 'finished', pictures: names.length, milliseconds: since(started) }
  } finally {
    await model.release()
  }
}

/** The project with what the request asks for instead, checked by the same schema. */
function withRequest(project: Project, { seed, count, size, steps }: RenderRequest): Project {
  const ownSeeds = seedsOf(project)
  const keepsSeeds = seed === undefined && count === undefined
  const seeds = keepsSeeds ? project.seeds : { first: seed ?? ownSeeds[0]!, count: count ?? ownSeeds.length }
  const changed = { ...project, seeds, canvas: { ...project.canvas, ...size }, steps: steps ?? project.steps }
  const result = projectSchema.safeParse(changed)
  if (result.success) return result.data
  const problems = describeProblems(changed, result.error.issues)
  const named = problems.map((problem) =>
    requestNames.reduce((text, [field, name]) => text.replace(field, name), problem),
  )
  throw new EngineError('setting-invalid', named.join(' '), 'Ask for another value.')
}

/** Everything that is read as a prompt. */
function textsOf(project: Project): string[] {
  const words = visibleConcepts(project).flatMap((concept) => [concept.words, concept.negativeWords ?? ''])
  return [project.prompt, project.negativePrompt, ...words]
}

/** What a request calls the fields that it replaces. */
const requestNames = [
  ['canvas.width:', 'The width of the size'],
  ['canvas.height:', 'The height of the size'],
  ['seeds.count:', 'The count of pictures'],
  ['seeds.first:', 'The seed'],
  ['steps:', 'The number of steps'],
] as const

/** Refuses what cannot be rendered before any file is hashed or opened. */
function requireRenderable({ method, sampler }: Project): void {
  methodOf(method.name)
  findSampler(sampler)
}

function placeAdapters({ project, files }: ResolvedFiles): PlacedAdapter[] {
  return visibleConcepts(project).flatMap((concept) =>
    concept.adapters.map((settings) => ({ concept, settings, path: files.get(settings.file.path)!.path })),
  )
}

/** The painted masks of the concepts that have one, at the size of the canvas. */
async function readMasks({ project, files }: ResolvedFiles): Promise<Map<string, ImageMask>> {
  const { width, height } = project.canvas
  const masks = new Map<string, ImageMask>()
  for (const { id, region } of visibleConcepts(project)) {
    if (region.type !== 'mask') continue
    const data = await readMask(files.get(region.file.path)!.path, width, height)
    masks.set(id, { width, height, data })
  }
  return masks
}

function* describeAdapters({ adapters }: PreparedRender, placed: readonly PlacedAdapter[]): Generator<RenderEvent> {
  for (const [index, { adapter, applied, skipped }] of adapters.matches.entries()) {
    yield {
      type: 'adapter',
      name: adapter.name,
      path: placed[index]!.path,
      applied: applied.length,
      layers: applied.length + skipped.length,
      skipped: skipped.map(({ target, reason }) => ({ layer: target, reason })),
    }
  }
}

interface RenderTarget {
  readonly runtime: Runtime
  readonly outFolder: string
  /** One for each seed. */
  readonly names: readonly string[]
}

function requireVAE({ checkpoint: { vae, path } }: OpenModel): Component<VAEConfig> {
  if (vae) return vae
  const remedy = "Copy the folder 'vae' of the model that it was trained from into it."
  throw new EngineError('file-missing', `The model folder ${path} has no VAE.`, remedy)
}

async function* renderPictures(
  prepared: PreparedRender,
  files: ResolvedFiles,
  { runtime, outFolder, names }: RenderTarget,
  signal: AbortSignal,
): AsyncGenerator<RenderEvent> {
  const { model, project, size } = prepared
  const vae = requireVAE(model)
  const facts = {
    project,
    prompts: prepared.prompts,
    modelSha256: files.model.sha256,
    adapterTensorHashes: await adapterTensorHashes(files),
    engineVersion,
    provider: runtime.provider,
  }
  const decoder = { vae, openGraph: model.openGraph, memoryBound: decoderMemoryBound }
  const seeds = seedsOf(project)
  const pictures = seeds.length
  let [sampled, evaluations] = [0, 0]
  for (const [index, seed] of seeds.entries()) {
    const started = performance.now()
    const picture = index + 1
    yield { type: 'picture', picture, pictures, seed }
    const run = renderLatents(prepared, seed, signal)
    let next = await run.next()
    while (!next.done) {
      const { evaluationIndex, evaluationCount, stepsDone, numInferenceSteps, milliseconds } = next.value
      sampled += milliseconds
      evaluations++
      const left = evaluationCount * (pictures - picture) + evaluationCount - evaluationIndex - 1
      const millisecondsLeft = (sampled / evaluations) * left
      const step = { step: stepsDone, steps: numInferenceSteps, milliseconds, millisecondsLeft }
      yield { type: 'step', picture, pictures, ...step }
      next = await run.next()
    }
    const image = await decodeLatents(decoder, next.value, size, signal)
    await requirePicture(image, vae)
    signal.throwIfAborted()
    const [width, height] = [size.width * vaeDownsampleFactor, size.height * vaeDownsampleFactor]
    const texts = recipeTexts({ ...facts, seed })
    const path = join(outFolder, names[index]!)
    await writeFileAtomically(path, await encodePng(toPixels(image), width, height, texts))
    yield { type: 'saved', picture, pictures, seed, path, milliseconds: since(started) }
  }
}

function since(started: number): number {
  return Math.round(performance.now() - started)
}
