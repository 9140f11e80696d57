import { meanEarlyChange, highFrequencyOfLatents } from '../composition/frequency/radialProfile.ts'
import { partitionByFrequency, type FrequencyKind } from '../composition/frequency/partition.ts'
import { settingsOf } from '../composition/method.ts'
import { createPlanExecutor } from '../composition/planExecutor.ts'
import type { PlannerRun } from '../composition/plan.ts'
import { EngineError } from '../errors/engineError.ts'
import { resolveProjectFiles } from '../project/resolveFiles.ts'
import { seedsOf, type Concept, type Method, type Project } from '../protocol/project.ts'
import type { RuntimeSettings } from '../runtime/runtime.ts'
import { float32 } from '../tensor/tensor.ts'
import { requireNumbers } from './brokenNumbers.ts'
import { createAdapterReader, visibleConcepts } from './concepts.ts'
import { openProject, type OpenProject } from './openProject.ts'
import { pictureParts, prepareRender, type PreparedRender } from './prepareRender.ts'
import type { FileRequest } from './renderProject.ts'
import { readRequestedProject, type ProjectRequest } from './requestedProject.ts'
import { textToImage } from './textToImage.ts'
import { nameOf } from './readConcepts.ts'

export type FrequencyRequest = Omit<ProjectRequest, 'count' | 'seeds' | 'method' | 'cache'> &
  FileRequest &
  RuntimeSettings

/** The high frequencies of the latents in one run. */
export interface FrequencyRun {
  /** HF_0.2 after each step. */
  readonly shares: readonly number[]
  /** The mean of its changes from step to step in the first half of the run. */
  readonly earlyChange: number
}

export interface ConceptFrequency extends FrequencyRun {
  readonly id: string
  readonly name: string
  /** By how much its early change exceeds that of the run without adapters. */
  readonly againstPlain: number
  /** High from the median of the early changes on. */
  readonly kind: FrequencyKind
  /** What the artist says that it is, in the settings of CMLoRA. */
  readonly chosen?: FrequencyKind
}

export interface FrequencyReport {
  readonly seed: number
  readonly steps: number
  /** Without adapters. */
  readonly plain: FrequencyRun
  /** From the bottom to the top. */
  readonly concepts: readonly ConceptFrequency[]
}

export type FrequencyEvent =
  | { readonly type: 'warning'; readonly message: string }
  /** A run begins; the one without adapters has no concept. */
  | { readonly type: 'run'; readonly run: number; readonly runs: number; readonly concept?: string }
  | {
      readonly type: 'step'
      readonly run: number
      readonly runs: number
      readonly step: number
      readonly steps: number
    }
  | { readonly type: 'measured'; readonly report: FrequencyReport }

/** A change needs a step before it. */
const fewestSteps = 2

/**
 * Measures which concepts of a project CMLoRA should count as of high frequency, and which as of low (Zou et al. 2025,
 * "Cached Multi-LoRA Composition", who do so by looking at pictures of single adapters): each concept with adapters is
 * rendered alone, on the whole canvas, with the project's prompt and its own words, and once the words of all without
 * adapters, always from the same noise. What is compared is how HF_0.2, log-scaled, of the mean channel of the latents
 * changes in the first half of the steps. The last event is `measured`. The signal is looked at before each step.
 * @throws EngineError as `renderProject`; `setting-invalid` for a project without adapters, and for less than two
 * steps.
 */
export async function* measureFrequencies(
  request: FrequencyRequest,
  signal: AbortSignal,
): AsyncGenerator<FrequencyEvent> {
  const { project, folder, warnings } = await readRequestedProject(request)
  for (const message of warnings) yield { type: 'warning', message }
  const concepts = measurableConcepts(project)
  const { relink, acceptChanged } = request
  const files = await resolveProjectFiles(project, folder, { relink, acceptChanged })
  for (const message of files.warnings) yield { type: 'warning', message }
  const opened = await openProject(files, request, signal)
  try {
    const seed = seedsOf(project)[0]!
    const runs = [undefined, ...concepts]
    const measured: FrequencyRun[] = []
    const prepare = preparer(opened, project)
    for (const [index, concept] of runs.entries()) {
      const counts = { run: index + 1, runs: runs.length }
      yield { type: 'run', ...counts, ...(concept && { concept: concept.name }) }
      const prepared = await prepare(concept)
      measured.push(yield* measureRun(prepared, seed, counts, signal))
    }
    const [plain, ...ofConcepts] = measured
    yield { type: 'measured', report: reportOf(project, seed, plain!, concepts, ofConcepts) }
  } finally {
    await opened.model.release()
  }
}

function measurableConcepts(project: Project): Concept[] {
  const concepts = visibleConcepts(project).filter(({ adapters }) => adapters.length > 0)
  if (concepts.length === 0) {
    const remedy = 'Add adapters to the concepts that are to be measured, and show those that are hidden.'
    throw new EngineError('setting-invalid', 'No visible concept of the project has an adapter.', remedy)
  }
  if (project.steps < fewestSteps) {
    const remedy = 'Ask for more steps; 20 tell more than 5.'
    throw new EngineError('setting-invalid', 'Frequencies change from step to step: one step shows nothing.', remedy)
  }
  return concepts
}

/** The project with one concept alone, or with the words of all and no adapter. */
function preparer(
  { model, placed }: OpenProject,
  project: Project,
): (concept: Concept | undefined) => Promise<PreparedRender> {
  const read = createAdapterReader()
  const settings = { method: { name: 'merge' }, cache: { type: 'off' } } as const
  return (concept) => {
    const all = visibleConcepts(project).map((other) => ({ ...other, adapters: [] }))
    const version: Project = { ...project, ...settings, concepts: concept ? [concept] : all }
    const own = placed.filter((adapter) => adapter.concept.id === concept?.id)
    return prepareRender(model, version, own, read)
  }
}

async function* measureRun(
  prepared: PreparedRender,
  seed: number,
  counts: { readonly run: number; readonly runs: number },
  signal: AbortSignal,
): AsyncGenerator<FrequencyEvent, FrequencyRun> {
  const { model, network, size } = prepared
  const parts = pictureParts(prepared, seed)
  const shares: number[] = []
  const look = (latents: Float32Array) => {
    const tensor = float32([1, latents.length / (size.height * size.width), size.height, size.width], latents)
    shares.push(highFrequencyOfLatents(tensor, { scale: 'log' }))
  }
  // What a step starts from is what the step before made; what the first starts from is noise.
  const run: PlannerRun = {
    ...parts.run,
    planStep(position) {
      if (position.opensStep && position.stepIndex > 0) look(position.latents)
      return parts.run.planStep(position)
    },
  }
  const executor = requireNumbers(createPlanExecutor(network), model)
  const evaluations = textToImage({ ...parts, run, executor }, signal)
  let next = await evaluations.next()
  while (!next.done) {
    const { stepsDone, numInferenceSteps } = next.value
    yield { type: 'step', ...counts, step: stepsDone, steps: numInferenceSteps }
    next = await evaluations.next()
  }
  look(next.value)
  return { shares, earlyChange: meanEarlyChange(shares) }
}

function reportOf(
  { method, steps }: Project,
  seed: number,
  plain: FrequencyRun,
  concepts: readonly Concept[],
  runs: readonly FrequencyRun[],
): FrequencyReport {
  const scores = new Map(concepts.map(({ id }, index) => [id, runs[index]!.earlyChange]))
  const { low } = partitionByFrequency(scores)
  const kinds = kindsOf(method)
  return {
    seed,
    steps,
    plain,
    concepts: concepts.map((concept, index) => {
      const { shares, earlyChange } = runs[index]!
      const chosen = kinds[concept.id]
      return {
        ...{ id: concept.id, name: nameOf(concept), shares, earlyChange },
        againstPlain: earlyChange - plain.earlyChange,
        kind: low.includes(concept.id) ? 'low' : 'high',
        ...(chosen && { chosen }),
      }
    }),
  }
}

function kindsOf(method: Method): Readonly<Record<string, FrequencyKind>> {
  return method.name === 'cmlora' ? settingsOf('cmlora', method).kinds : {}
}
