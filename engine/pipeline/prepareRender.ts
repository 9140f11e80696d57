import { createMergePlanner } from '../composition/merge.ts'
import { createNoisePredictor, type NoisePredictor } from '../composition/noisePredictor.ts'
import type { Planner } from '../composition/plan.ts'
import { encodePrompt } from '../conditioning/textEncoders.ts'
import { EngineError } from '../errors/engineError.ts'
import type { Project } from '../protocol/project.ts'
import { createScheduler, findSampler } from '../schedulers/samplers.ts'
import { createPhiloxGenerator } from '../tensor/philoxRandom.ts'
import type { RandomGenerator } from '../tensor/randomGenerator.ts'
import { createTorchGenerator } from '../tensor/torchRandom.ts'
import {
  mergedPrompts,
  openConceptAdapters,
  type AdapterReader,
  type ConceptAdapters,
  type PlacedAdapter,
} from './concepts.ts'
import { vaeDownsampleFactor, type Size } from './decodeLatents.ts'
import { requireNumbers } from './brokenNumbers.ts'
import type { OpenModel } from './openModel.ts'
import { textToImage, type EvaluationProgress } from './textToImage.ts'

/** A project on an open model: everything that its pictures share. */
export interface PreparedRender {
  readonly model: OpenModel
  readonly project: Project
  /** Of the latents. */
  readonly size: Size
  readonly adapters: ConceptAdapters
  readonly planner: Planner
  readonly predictNoise: NoisePredictor
  /** The prompts as the model reads them. */
  readonly prompts: { readonly prompt: string; readonly negativePrompt: string }
}

const randomGenerators: Record<Project['noise'], (seed: number) => RandomGenerator> = {
  'torch-cpu': createTorchGenerator,
  'nvidia-philox': createPhiloxGenerator,
}

/**
 * Checks the settings, encodes the prompts and stacks the adapters. On a model that is open in the same size, a change of
 * adapters, weights or words costs no new session.
 * @throws EngineError `setting-invalid` for a method, sampler, number of steps or clip skip that cannot be rendered, and
 * what reading adapters throws.
 */
export async function prepareRender(
  model: OpenModel,
  project: Project,
  placed: readonly PlacedAdapter[],
  read: AdapterReader,
): Promise<PreparedRender> {
  requireKnownMethod(project)
  findSampler(project.sampler)
  createScheduler(project.sampler, model.checkpoint.scheduler, project.steps)
  const size = {
    height: project.canvas.height / vaeDownsampleFactor,
    width: project.canvas.width / vaeDownsampleFactor,
  }
  const encoders = await model.textEncoders(project.clipSkip)
  const unet = await model.unet(size)
  const adapters = await openConceptAdapters(placed, read, unet, encoders)
  const prompts = mergedPrompts(project)
  const encode = (prompt: string) => encodePrompt(encoders, adapters.encoders, prompt)
  const conditional = await encode(prompts.prompt)
  const unconditional = await encode(prompts.negativePrompt)
  const { canvas } = project
  const predictNoise = createNoisePredictor({
    session: unet.session,
    stack: adapters.unetStack,
    gates: adapters.unetGates,
    latentShape: [model.checkpoint.unet.config.inChannels, size.height, size.width],
    guidanceScale: project.guidance,
    emptyText: conditional.tokens === unconditional.tokens ? unconditional : await encode(''),
    sizes: model.checkpoint.unet.config.addition
      ? [canvas.height, canvas.width, 0, 0, canvas.height, canvas.width]
      : undefined,
  })
  const planner = createMergePlanner({ conditional, unconditional, adapters: adapters.scheduled })
  const checked = requireNumbers(predictNoise, model)
  return { model, project, size, adapters, planner, predictNoise: checked, prompts }
}

/** The latents of one picture. Yields after every UNet evaluation. */
export function renderLatents(
  { model, project, size, planner, predictNoise }: PreparedRender,
  seed: number,
  signal: AbortSignal,
): AsyncGenerator<EvaluationProgress, Float32Array> {
  const parts = {
    planner,
    predictNoise,
    scheduler: createScheduler(project.sampler, model.checkpoint.scheduler, project.steps),
    random: randomGenerators[project.noise](seed),
    latentCount: model.checkpoint.unet.config.inChannels * size.height * size.width,
    numInferenceSteps: project.steps,
  }
  return textToImage(parts, signal)
}

const renderedMethods: readonly string[] = ['merge', 'auto']

function requireKnownMethod({ method: { name } }: Project): void {
  if (renderedMethods.includes(name)) return
  throw new EngineError(
    'setting-invalid',
    `The method '${name}' cannot be rendered by this version.`,
    `Set the method's name to one of ${renderedMethods.map((known) => `'${known}'`).join(', ')}.`,
  )
}
