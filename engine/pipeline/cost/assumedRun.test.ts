import { expect, it } from 'vitest'
import { independentSteps, type AttentionLoss, type Planner, type Refinement } from '../../composition/plan.ts'
import { assumeLosses, type Assumption } from './assumedRun.ts'

const attention = [{ cross: new Float32Array(12) }]
const position = { stepIndex: 0, numInferenceSteps: 4, timestep: 900, opensStep: true, latents: new Float32Array(4) }

/** A loss that knows its attention by one of its cells. */
function planner(continues?: Refinement['continues'], tell: () => void = () => undefined): Planner {
  const loss: Refinement['loss'] = ([row]): AttentionLoss => {
    tell()
    return { loss: row!.cross[3]!, gradients: [] }
  }
  const reading = { rows: [] }
  const refine: Refinement = {
    reading,
    loss,
    stepSize: 1,
    iterations: 9,
    predicts: 'after',
    ...(continues && { continues }),
  }
  return independentSteps(() => ({ rows: [], combine: [], refine }))
}

function lossesOf(assumption: Assumption): number[] {
  const { refine } = assumeLosses(planner(), assumption).startRun().planStep(position)
  return Array.from({ length: 6 }, () => refine!.loss(attention).loss)
}

it('lets losses rise for the fewest updates and fall for the most', () => {
  const rising = lossesOf('fewest')
  const falling = lossesOf('most')
  expect(rising).toEqual(rising.toSorted((a, b) => a - b))
  expect(falling).toEqual(falling.toSorted((a, b) => b - a))
  expect([new Set(rising).size, new Set(falling).size]).toEqual([6, 6])
})

it('tries each attention once for both', () => {
  let tried = 0
  const one = planner(undefined, () => tried++)
  const begin = (assumption: Assumption) => assumeLosses(one, assumption).startRun().planStep(position).refine!
  begin('fewest').loss(attention)
  const triedForOne = tried
  begin('most').loss(attention)
  expect(tried).toBe(triedForOne + 1)
})

it('asks the method whether to go on only for the fewest updates', () => {
  const stop = () => false
  const refinements = (['fewest', 'most'] as const).map(
    (assumption) => assumeLosses(planner(stop), assumption).startRun().planStep(position).refine!,
  )
  expect(refinements.map(({ continues }) => continues)).toEqual([stop, undefined])
})
