import type { UNetConfig } from '../../checkpoint/configs/unetConfig.ts'
import { EngineError } from '../../errors/engineError.ts'
import type { MethodSettings } from '../../protocol/methodSettings.ts'
import { settingsOf, type MethodContext } from '../method.ts'
import { contrastiveUpdates, type ContrastiveUpdates } from '../losses/refinement.ts'

type Given = MethodSettings<'clora'>
export type Drawing = NonNullable<Given['drawing']>

/** The settings of CLoRA with every default filled in for one picture. */
export interface CLoRASettings
  extends
    ContrastiveUpdates,
    Pick<
      Given,
      | 'fidelity'
      | 'temperature'
      | 'maskFrom'
      | 'maskSmoothing'
      | 'overlap'
      | 'styles'
      | 'nouns'
      | 'drawingReach'
      | 'annealedPart'
      | 'memory'
    > {
  /** Whether latents are updated at all. */
  readonly latentUpdate: boolean
  readonly threshold: number
  readonly morphology: NonNullable<Given['morphology']>
  readonly tokens: NonNullable<Given['tokens']>
  readonly drawing: Drawing
}

type SettingsContext = Pick<MethodContext, 'method' | 'concepts' | 'numInferenceSteps' | 'unetConfig'>

type Numbers = Pick<
  CLoRASettings,
  'latentUpdate' | 'stepSize' | 'updatedSteps' | 'repeatedSteps' | 'repetitions' | 'threshold' | 'morphology'
>

/**
 * Numbers that belong together, by where they come from. Those of `short-run` were found on pictures of the starter
 * model.
 */
const presets: Record<
  NonNullable<Given['preset']>,
  (context: Pick<SettingsContext, 'numInferenceSteps' | 'unetConfig'>) => Numbers
> = {
  'short-run': ({ numInferenceSteps, unetConfig }) => ({
    latentUpdate: true,
    stepSize: suggestedStepSize(unetConfig),
    updatedSteps: Math.round(updatedPart * numInferenceSteps),
    repeatedSteps: [0],
    repetitions: 5,
    threshold: 0.25,
    morphology: ['dilate'],
  }),
  released: () => ({ latentUpdate: false, threshold: 0.3, morphology: [], ...contrastiveUpdates.released }),
  demonstration: () => ({ latentUpdate: true, threshold: 0.4, morphology: [], ...contrastiveUpdates.demonstration }),
}

const updatedPart = 0.5

/**
 * 20 is the released program's and was measured on the starter model, see `docs/project-file.md`; in a network as large
 * as SDXL's gradients are longer, and others report that it takes 0.02.
 */
function suggestedStepSize({ addition }: UNetConfig): number {
  return addition ? 0.02 : 20
}

/**
 * The settings that a project gives, and for the others the numbers of a preset: for `fixed` of `short-run`, for
 * `faithful` of `demonstration`.
 * @throws EngineError `setting-invalid` for impossible settings, and for repairs of ours that are asked of `faithful`.
 */
export function cloraSettings(context: SettingsContext): CLoRASettings {
  const given = settingsOf('clora', context.method)
  const { fidelity, preset = fidelity === 'faithful' ? 'demonstration' : 'short-run' } = given
  const numbers = presets[preset](context)
  const hasDrawings = context.concepts.some(({ concept }) => concept.region.type !== 'canvas')
  const drawing = given.drawing ?? (fidelity === 'fixed' && hasDrawings ? 'anneal' : 'none')
  if (fidelity === 'faithful' && (drawing !== 'none' || given.maskSmoothing > 0)) {
    throw new EngineError(
      'setting-invalid',
      `The setting '${drawing === 'none' ? 'maskSmoothing' : 'drawing'}' of the method 'clora' is none of the released program's.`,
      "Leave it out, or set 'fidelity' to 'fixed'.",
    )
  }
  return {
    ...given,
    latentUpdate: given.latentUpdate ?? numbers.latentUpdate,
    stepSize: given.stepSize ?? numbers.stepSize,
    updatedSteps: given.updatedSteps ?? numbers.updatedSteps,
    repeatedSteps: given.repeatedSteps ?? numbers.repeatedSteps,
    repetitions: given.repetitions ?? numbers.repetitions,
    threshold: given.threshold ?? numbers.threshold,
    morphology: given.morphology ?? numbers.morphology,
    tokens: given.tokens ?? (fidelity === 'fixed' ? 'words-and-next' : 'words'),
    drawing,
  }
}
