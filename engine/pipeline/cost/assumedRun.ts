import type {
  AttentionLoss,
  Planner,
  PlannerRun,
  Refinement,
  RowAttention,
  StepPosition,
} from '../../composition/plan.ts'
import { inventedMaps } from './inventedMaps.ts'
import { createRemembered } from '../remembered.ts'

/** What is assumed of everything that depends on the picture: that it saves as much, or as little, as can be. */
export type Assumption = 'fewest' | 'most'

/**
 * The same method under an assumption about its losses: they rise with every update, which ends updates as early as the
 * method allows, or they fall. The method's own functions decide on attention that is made up: they are tried on some,
 * and see it in the order of its loss.
 */
export function assumeLosses(planner: Planner, assumption: Assumption): Planner {
  return {
    ...planner,
    startRun() {
      const run = planner.startRun()
      const positions: StepPosition[] = []
      let order: readonly number[] | undefined
      let updates = 0
      const assumedLoss = ({ loss }: Refinement, attention: readonly RowAttention[]): AttentionLoss => {
        order ??= orderOfLosses(planner, positions, attention, assumption)
        const next = order[Math.min(updates++, order.length - 1)]!
        return loss(attention.map((row) => inventAttention(row, next)))
      }
      return {
        ...run,
        planStep(position) {
          positions.push(position)
          const plan = run.planStep(position)
          const { refine } = plan
          if (!refine) return plan
          const loss: Refinement['loss'] = (attention) => assumedLoss(refine, attention)
          const { continues, ...others } = refine
          const asked = assumption === 'fewest' && continues ? { continues } : {}
          return { ...plan, refine: { ...others, loss, ...asked } }
        },
      }
    },
  }
}

/** Enough for every limit that a method has in steps. */
const attentionsTried = 12

/** Numbers of invented attention by their loss: rising, so that little is computed, or falling. */
function orderOfLosses(
  planner: Planner,
  positions: readonly StepPosition[],
  attention: readonly RowAttention[],
  assumption: Assumption,
): number[] {
  const sizes = attention.map(({ cross, self }) => [cross.length, self?.length])
  const losses = triedLosses.of(planner, JSON.stringify([positions, sizes]), () =>
    Array.from({ length: attentionsTried }, (_, index) => {
      const { loss } = refinementAt(planner.startRun(), positions)
      return { index, loss: loss(attention.map((row) => inventAttention(row, index))).loss }
    }),
  )
  const direction = assumption === 'fewest' ? 1 : -1
  return losses.toSorted((a, b) => direction * (a.loss - b.loss)).map(({ index }) => index)
}

/** Both assumptions try the same attention. */
const triedLosses = createRemembered<readonly { readonly index: number; readonly loss: number }[]>()

/** The refinement of the last position in a run of its own: a loss may change what the run does next. */
function refinementAt(run: PlannerRun, positions: readonly StepPosition[]): Refinement {
  const plans = positions.map((position) => run.planStep(position))
  return plans.at(-1)!.refine!
}

function inventAttention({ cross, self }: RowAttention, index: number): RowAttention {
  const invent = ({ length }: Float32Array) => inventedMaps.map(length, index)
  return { cross: invent(cross), ...(self && { self: invent(self) }) }
}
