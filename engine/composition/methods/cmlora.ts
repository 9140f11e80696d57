import { mergedPrompts } from '../conceptPrompts.ts'
import { conceptTokens } from '../conceptTokens.ts'
import { requireCut } from '../featureCache.ts'
import { isEarlyPhase } from '../frequency/onlinePhase.ts'
import { gateAt, settingsOf, textGate, type MethodConcept, type MethodContext } from '../method.ts'
import type { MethodSettings } from '../../protocol/methodSettings.ts'
import { float32 } from '../../tensor/tensor.ts'
import type { Planner, PlannerRun, StepPosition } from '../plan.ts'
import { createDominanceRun, type DominanceStep } from '../schedules/dominance.ts'
import { requireConcepts } from './activeConcepts.ts'

type RingMember = Pick<MethodConcept, 'adapters'> & Partial<Pick<MethodConcept, 'concept'>>

/**
 * CMLoRA (Zou et al. 2025): a row for each concept, as in Composite, of which one is dominant: it counts more, and its
 * network is computed while the others read the features of an earlier step. Concepts of high frequency dominate early,
 * those of low frequency late. The ways of doing that are the modes of `createDominanceRun`. The prompt is encoded with
 * all adapters.
 */
export async function createCMLoRAPlanner(context: MethodContext): Promise<Planner> {
  const settings = settingsOf('cmlora', context.method)
  const { ring, highCount } = ringOf(requireConcepts(context), settings.kinds)
  const cut = requireCut(context.unetConfig, settings.cut)
  const { prompt, negativePrompt } = mergedPrompts(context)
  const row = {
    conditional: await context.encode(prompt, textGate(context.adapters)),
    unconditional: await context.encode(negativePrompt, textGate(context.adapters)),
    conceptTokens: conceptTokens(context, prompt),
  }
  const dominance = {
    mode: settings.mode,
    highCount,
    lowCount: ring.length - highCount,
    numInferenceSteps: context.numInferenceSteps,
    schedule: settings.schedule,
    mostCacheSteps: settings.mostCacheSteps,
  }
  const startRun = (): PlannerRun => {
    const run = createDominanceRun(dominance)
    let current: DominanceStep | undefined
    return {
      planStep(position) {
        if (position.opensStep || !current) current = run.next(phaseOf(context, settings, position))
        return {
          rows: ring.map(({ adapters }) => ({
            ...row,
            gate: gateAt(context.adapters, position, (adapter) => adapters.includes(adapter)),
          })),
          combine: current.shares,
          reuse: { type: 'planned', cut, computed: current.computed },
        }
      },
    }
  }
  // The schedule is tried at once, so that one that is not possible is refused before long work.
  startRun()
  return { startRun }
}

/** The concepts of high frequency, then those of low, each in the order of the picture. */
function ringOf(
  concepts: readonly RingMember[],
  kinds: MethodSettings<'cmlora'>['kinds'],
): { ring: RingMember[]; highCount: number } {
  const isLow = ({ concept }: RingMember) => concept !== undefined && kinds[concept.id] === 'low'
  const high = concepts.filter((member) => !isLow(member))
  return { ring: [...high, ...concepts.filter(isLow)], highCount: high.length }
}

/** Whether the step is early by the spectrum of its latents; undefined where the number of the step decides. */
function phaseOf(
  { latentGrid }: MethodContext,
  { mode, phase, phaseThreshold }: MethodSettings<'cmlora'>,
  { stepIndex, latents }: StepPosition,
): boolean | undefined {
  const isReleased = mode === 'released-online'
  if (!isReleased && phase === 'steps') return undefined
  const { height, width } = latentGrid
  const measured = stepIndex === 0 ? undefined : float32([1, latents.length / (height * width), height, width], latents)
  return isEarlyPhase(measured, isReleased ? 'faithful' : 'fixed', phaseThreshold)
}
