import { measureInChild } from '../childProcess.ts'
import { overheadTable, processorOverhead } from '../overheadTable.ts'
import type { Section } from '../section.ts'
import type { Timing } from '../stopwatch.ts'

/** Whole runs take long; their steps already even out most of what else happens on the machine. */
const runsPerRound = 4

/** What methods cost on the model that comes with the program, with four concepts at 256x256 with guidance. */
export const benchMethods: Section = async ({ rounds = 20, threads, report }) => {
  const runRounds = Math.max(1, Math.round(rounds / runsPerRound))
  report('methods: evaluations, gradients and whole runs')
  const measured = await measureInChild('starterMethods', { rounds, runRounds, threads })
  const { steps, gradients, runs, updates } = measured
  const stepNames = {
    plain: 'no concept',
    merge: 'merge',
    switch: 'switch',
    regional: 'regional',
    composer: 'composer, without updates',
    composite: 'composite, 4 rows',
    regionalRows: 'regional-rows, 5 rows',
  } as const
  const stepKeys = Object.keys(stepNames) as (keyof typeof stepNames)[]
  const runNames = { plain: 'no concept', regional: 'regional', composer: `composer, ${updates} updates` } as const
  const runKeys = Object.keys(runNames) as (keyof typeof runNames)[]
  const ratio = (timings: readonly Timing[], base: readonly Timing[]) => 1 + processorOverhead(timings, base)
  return {
    tables: [
      overheadTable(
        `One step of a picture with four concepts in turns, ${rounds} rounds`,
        stepKeys.map((name) => [stepNames[name], steps[name]]),
      ),
      overheadTable(
        `All 20 steps of a picture in turns, ${runRounds} rounds`,
        runKeys.map((name) => [runNames[name], runs[name]]),
      ),
      overheadTable(`LoRA-Composer's attention and its gradient in turns, ${rounds} rounds`, [
        ['forward to the maps', gradients.forward],
        ['forward and back to the latents', gradients.gradient],
      ]),
    ],
    bounds: [
      {
        promise: 'regional, 4 regions, a step against one without concepts',
        measured: ratio(steps.regional, steps.plain),
        limit: 1.45,
      },
      {
        promise: 'composer, 4 regions, a run with its updates against one without concepts',
        measured: ratio(runs.composer, runs.plain),
        limit: 2,
      },
      {
        promise: 'gradient of the attention against the attention',
        measured: ratio(gradients.gradient, gradients.forward),
        limit: 2.8,
      },
    ],
    measurements: measured,
  }
}
