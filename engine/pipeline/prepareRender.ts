import type { ImageMask } from '../adapters/adapterGates.ts'
import { methodOfProject, type ChosenMethod } from '../composition/auto.ts'
import { mergedPrompts, type Prompts } from '../composition/conceptPrompts.ts'
import type { MethodConcept, MethodContext } from '../composition/method.ts'
import { methodOf } from '../composition/methods/index.ts'
import { withFeatureCache } from '../composition/featureCache.ts'
import type { Network } from '../composition/network.ts'
import { createPlanExecutor } from '../composition/planExecutor.ts'
import type { Planner } from '../composition/plan.ts'
import { encodePrompt, findWords } from '../conditioning/textEncoders.ts'
import type { Project } from '../protocol/project.ts'
import { createScheduler } from '../schedulers/samplers.ts'
import { createPhiloxGenerator } from '../tensor/philoxRandom.ts'
import type { RandomGenerator } from '../tensor/randomGenerator.ts'
import { createTorchGenerator } from '../tensor/torchRandom.ts'
import { requireNumbers } from './brokenNumbers.ts'
import { openConceptAdapters, visibleConcepts } from './concepts.ts'
import type { AdapterReader, ConceptAdapters, PlacedAdapter } from './concepts.ts'
import { vaeDownsampleFactor, type Size } from './decodeLatents.ts'
import type { OpenModel, UNetSetting } from './openModel.ts'
import { attentionMapper } from './attentionMapper.ts'
import { createRemembered } from './remembered.ts'
import { textToImage, type EvaluationProgress, type TextToImageParts } from './textToImage.ts'

/** A project on an open model: everything that its pictures share. */
export interface PreparedRender {
  readonly model: OpenModel
  readonly project: Project
  /** What the project is rendered with. */
  readonly chosen: ChosenMethod
  /** Of the latents. */
  readonly size: Size
  readonly adapters: ConceptAdapters
  /** What the method was given. */
  readonly context: MethodContext
  readonly planner: Planner
  readonly network: Network
  /** The prompts of the whole picture, for programs that know one prompt for a picture. */
  readonly prompts: Prompts
}

const randomGenerators: Record<Project['noise'], (seed: number) => RandomGenerator> = {
  'torch-cpu': createTorchGenerator,
  'nvidia-philox': createPhiloxGenerator,
}

/**
 * Checks the settings, encodes the prompts and stacks the adapters. On a model that is open in the same size, a change
 * of adapters, weights or words costs no new session. `maskPixels` holds the painted masks by the id of their concept.
 * @throws EngineError `setting-invalid` for a method, sampler, number of steps or clip skip that cannot be rendered,
 * and what reading adapters throws.
 */
export async function prepareRender(
  model: OpenModel,
  project: Project,
  placed: readonly PlacedAdapter[],
  read: AdapterReader,
  maskPixels: ReadonlyMap<string, ImageMask> = new Map(),
): Promise<PreparedRender> {
  const chosen = methodOfProject(project)
  const createPlanner = methodOf(chosen.method.name)
  createScheduler(project.sampler, model.checkpoint.scheduler, project.steps) // refuses settings before long work
  const { canvas, prompt, negativePrompt } = project
  const size = { height: canvas.height / vaeDownsampleFactor, width: canvas.width / vaeDownsampleFactor }
  const encoders = await model.textEncoders(project.clipSkip)
  const adapters = await openConceptAdapters(placed, read, model.unetSlots({ size }), encoders)
  const context: MethodContext = {
    method: chosen.method,
    prompt,
    negativePrompt,
    concepts: methodConcepts(project, placed),
    adapters: adapters.scheduled,
    numInferenceSteps: project.steps,
    guidanceScale: project.guidance,
    unetConfig: model.checkpoint.unet.config,
    canvas,
    latentGrid: size,
    maskPixels: (concept) => maskPixels.get(concept.id),
    encode: rememberTexts(encoders, adapters.stackKey, (text, gate) => encodePrompt(adapters.encoders, text, gate)),
    findTokens: (text, words) => findWords(encoders[0]!, text, words),
  }
  const planner = withFeatureCache(await createPlanner(context), chosen.cache, context.unetConfig, project.steps)
  const network = await openNetwork(model, project, { size, adapters, planner, context })
  return { model, project, chosen, size, adapters, context, planner, network, prompts: mergedPrompts(context) }
}

/** What all graphs of the UNet have in common in a render. */
export function unetSettingOf({ size, planner }: Pick<PreparedRender, 'size' | 'planner'>): UNetSetting {
  const { masked, mostMaskedCells, segmentTokens } = planner
  return {
    size,
    ...(masked && { masked }),
    ...(mostMaskedCells !== undefined && { mostMaskedCells }),
    ...(segmentTokens !== undefined && { segmentTokens }),
  }
}

/** The UNet with the adapters as the planner wants them, opened so that the first step does not wait. */
async function openNetwork(
  model: OpenModel,
  { canvas, guidance }: Project,
  { size, adapters, planner, context }: Pick<PreparedRender, 'size' | 'adapters' | 'planner' | 'context'>,
): Promise<Network> {
  const setting = unetSettingOf({ size, planner })
  const { inChannels, addition } = model.checkpoint.unet.config
  const noAdapters = adapters.scheduled.map(() => ({ strength: 0 }))
  await model.unet(setting)
  return {
    unet: (variant) => model.unet(setting, variant),
    ...(await adapters.stackUNet(model.unetSlots(setting), planner.actsOn)),
    latentShape: [inChannels, size.height, size.width],
    guidanceScale: guidance,
    encodeEmpty: () => context.encode('', noAdapters),
    sizes: addition ? [canvas.height, canvas.width, 0, 0, canvas.height, canvas.width] : undefined,
  }
}

/** By what encodes them. As many as a project with many concepts has; of SDXL they take 20 MB. */
const encodedTexts = createRemembered<ReturnType<MethodContext['encode']>>()

/**
 * Rows often read the same text, and a window estimates after every change: what was encoded with the same adapters at
 * the same strengths is not encoded again.
 */
function rememberTexts(encoders: object, stackKey: string, encode: MethodContext['encode']): MethodContext['encode'] {
  return (prompt, gate) => {
    const key = JSON.stringify([stackKey, prompt, gate])
    return encodedTexts.of(encoders, key, () => {
      const text = encode(prompt, gate)
      text.catch(() => encodedTexts.forget(encoders, key))
      return text
    })
  }
}

function methodConcepts(project: Project, placed: readonly PlacedAdapter[]): MethodConcept[] {
  return visibleConcepts(project).map((concept) => ({
    concept,
    adapters: [...placed.keys()].filter((index) => placed[index]!.concept.id === concept.id),
  }))
}

/** What a caller wants of a picture's making beside its latents. */
export interface LatentsSettings {
  /**
   * Every evaluation comes with maps of attention, where the model has a guidance grid. Attention is then computed in
   * another order, so that latents differ in their last digits from those without.
   */
  readonly readsAttention?: boolean
}

/** The latents of one picture. Yields after every UNet evaluation. */
export function renderLatents(
  prepared: PreparedRender,
  seed: number,
  signal: AbortSignal,
  { readsAttention = false }: LatentsSettings = {},
): AsyncGenerator<EvaluationProgress, Float32Array> {
  const executor = requireNumbers(createPlanExecutor(prepared.network), prepared.model)
  const mapAttention = readsAttention
    ? attentionMapper(prepared.model.checkpoint.unet.config, prepared.size)
    : undefined
  const parts = { ...pictureParts(prepared, seed), executor, ...(mapAttention && { mapAttention }) }
  return textToImage(parts, signal)
}

/** What a picture is made with, but for who carries out the plans. */
export function pictureParts(
  { model, project, size, planner }: Pick<PreparedRender, 'model' | 'project' | 'size' | 'planner'>,
  seed: number,
): Omit<TextToImageParts, 'executor'> {
  return {
    run: planner.startRun(),
    scheduler: createScheduler(project.sampler, model.checkpoint.scheduler, project.steps),
    random: randomGenerators[project.noise](seed),
    latentCount: model.checkpoint.unet.config.inChannels * size.height * size.width,
    numInferenceSteps: project.steps,
  }
}
