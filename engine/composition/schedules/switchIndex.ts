/**
 * Which step a LoRA Switch changes at (Zhong et al. 2024, "Multi-LoRA Composition for Image Generation"). `paper`:
 * every τ steps. `released`: its program changes in a callback at the end of a step, so that the first adapter acts for
 * one step more.
 */
export type SwitchIndexing = 'paper' | 'released'

/** The place of the one concept that acts in a step, of `count`, when each acts for `interval` (τ) steps at a time. */
export function switchIndex(stepIndex: number, count: number, interval: number, indexing: SwitchIndexing): number {
  const turns = Math.floor((indexing === 'paper' ? stepIndex : Math.max(0, stepIndex - 1)) / interval)
  return turns % count
}

/** τ of the paper, found at 100 and 200 steps. */
const mostStepsInTurn = 5

/**
 * τ where nothing is set: that of the paper, less in short runs, so that each of `count` concepts gets two turns as
 * long as there are steps enough: max(1, min(5, ⌊steps / (2 · count)⌋)).
 */
export function defaultSwitchInterval(numInferenceSteps: number, count: number): number {
  return Math.max(1, Math.min(mostStepsInTurn, Math.floor(numInferenceSteps / (2 * count))))
}
