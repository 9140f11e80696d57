import type { ImageMask } from '../adapters/adapterGates.ts'
import type { Component } from '../checkpoint/checkpoint.ts'
import type { VAEConfig } from '../checkpoint/configs/vaeConfig.ts'
import { EngineError } from '../errors/engineError.ts'
import { readMask } from '../image/readImage.ts'
import type { ResolvedFiles } from '../project/resolveFiles.ts'
import type { Project } from '../protocol/project.ts'
import { createRuntime, type RuntimeSettings } from '../runtime/runtime.ts'
import { createAdapterReader, visibleConcepts, type AdapterReader, type PlacedAdapter } from './concepts.ts'
import { openModel, type OpenModel } from './openModel.ts'
import { prepareRender, type PreparedRender } from './prepareRender.ts'

/** The files of a project on its open model. */
export interface OpenProject {
  readonly files: ResolvedFiles
  readonly model: OpenModel
  readonly vae: Component<VAEConfig>
  readonly placed: readonly PlacedAdapter[]
  /** Prepares the project; or a version of it that differs in settings alone, not in files, concepts or canvas. */
  prepare(version?: Project): Promise<PreparedRender>
}

/**
 * Opens the model of a project whose files were found, and reads its painted masks. Whoever opens it releases the
 * model.
 * @throws EngineError of `createRuntime`, `openModel` and `readMask`, `file-missing` for a model without a VAE.
 */
export async function openProject(
  files: ResolvedFiles,
  settings: RuntimeSettings,
  signal: AbortSignal,
): Promise<OpenProject> {
  signal.throwIfAborted()
  const runtime = await createRuntime(settings)
  const model = await openModel(files.model.path, runtime)
  try {
    return await openOnModel(files, model, createAdapterReader(), signal)
  } catch (error) {
    await model.release()
    throw error
  }
}

/**
 * A project on a model that is open already and stays so whatever happens, with adapters that may have been read
 * already.
 * @throws EngineError of `readMask`, `file-missing` for a model without a VAE.
 */
export async function openOnModel(
  files: ResolvedFiles,
  model: OpenModel,
  read: AdapterReader,
  signal: AbortSignal,
): Promise<OpenProject> {
  const vae = requireVAE(model)
  signal.throwIfAborted()
  const placed = placeAdapters(files)
  const masks = await readMasks(files)
  const prepare = (version = files.project) => prepareRender(model, version, placed, read, masks)
  return { files, model, vae, placed, prepare }
}

function requireVAE({ checkpoint: { vae, path } }: OpenModel): Component<VAEConfig> {
  if (vae) return vae
  const remedy = "Copy the folder 'vae' of the model that it was trained from into it."
  throw new EngineError('file-missing', `The model folder ${path} has no VAE.`, remedy)
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
