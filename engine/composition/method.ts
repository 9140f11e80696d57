import type { AdapterGate, ImageMask, RowGate } from '../adapters/adapterGates.ts'
import type { UNetConfig } from '../checkpoint/configs/unetConfig.ts'
import { EngineError } from '../errors/engineError.ts'
import type { TextConditioning } from '../conditioning/textConditioning.ts'
import { methodSettings, type ConfiguredMethod, type MethodSettings } from '../protocol/methodSettings.ts'
import type { Concept, Method } from '../protocol/project.ts'
import type { Planner, StepPosition } from './plan.ts'
import type { Grid } from './regions/grid.ts'

/** How strongly an adapter acts, and in which part of the run. */
export interface ScheduledAdapter {
  /** On the UNet. */
  readonly strength: number
  readonly textEncoderStrength: number
  /** Fractions of the run: active from `from` up to, but without, `to`. */
  readonly from: number
  readonly to: number
}

/** A concept that takes part in the render. */
export interface MethodConcept {
  readonly concept: Concept
  /** Its adapters, as places in the stack. */
  readonly adapters: readonly number[]
}

/** What a method is given to plan with. */
export interface MethodContext {
  readonly method: Method
  readonly prompt: string
  readonly negativePrompt: string
  /** From the bottom to the top. */
  readonly concepts: readonly MethodConcept[]
  /** In the order of the stack. */
  readonly adapters: readonly ScheduledAdapter[]
  readonly numInferenceSteps: number
  /** At 1 the unconditional half counts nothing. */
  readonly guidanceScale: number
  readonly unetConfig: UNetConfig
  /** In pixels. */
  readonly canvas: Grid
  /** Cells of the latents. */
  readonly latentGrid: Grid
  /** The painted mask of a concept whose region is one. */
  maskPixels(concept: Concept): ImageMask | undefined
  /** A prompt as the UNet reads it, with the adapters acting on the text encoders as `gate` says. */
  encode(prompt: string, gate: RowGate): Promise<TextConditioning>
  /** Places along the text axis where some words stand in a prompt, one list for each occurrence. */
  findTokens(prompt: string, words: string): readonly (readonly number[])[]
}

/**
 * Prepares a method for one project: encodes what it will read and checks its settings.
 * @throws EngineError `setting-invalid` for settings that the method cannot work with.
 */
export type CreatePlanner = (context: MethodContext) => Promise<Planner>

/**
 * The settings of a method, with defaults.
 * @throws EngineError `setting-invalid` that names the setting.
 */
export function settingsOf<Name extends ConfiguredMethod>(name: Name, method: Method): MethodSettings<Name> {
  const result = methodSettings[name].safeParse(method)
  if (result.success) return result.data as MethodSettings<Name>
  const [issue] = result.error.issues
  throw new EngineError(
    'setting-invalid',
    `The setting '${issue!.path.join('.')}' of the method '${name}' is not possible: ${issue!.message}.`,
    'Change it, or leave it out for the default.',
  )
}

/** How strongly an adapter acts at a step: its strength inside its part of the run, else 0. */
export function strengthAt(adapter: ScheduledAdapter, position: StepPosition): number {
  return isInPart(adapter, position) ? adapter.strength : 0
}

/** Fractions of a run: from `from` up to, but without, `to`. */
export interface PartOfRun {
  readonly from: number
  readonly to: number
}

export function isInPart({ from, to }: PartOfRun, { stepIndex, numInferenceSteps }: StepPosition): boolean {
  const progress = stepIndex / numInferenceSteps
  return progress >= from && progress < to
}

/** The gate of a row in which `acts` chooses the adapters. */
export function gateAt(
  adapters: readonly ScheduledAdapter[],
  position: StepPosition,
  acts: (adapterIndex: number) => boolean = () => true,
): AdapterGate[] {
  return adapters.map((adapter, index) => ({ strength: acts(index) ? strengthAt(adapter, position) : 0 }))
}

/** The gate of the text encoders in which `acts` chooses the adapters. They act through the whole run or not at all. */
export function textGate(
  adapters: readonly ScheduledAdapter[],
  acts: (adapterIndex: number) => boolean = () => true,
): AdapterGate[] {
  return adapters.map(({ textEncoderStrength }, index) => ({ strength: acts(index) ? textEncoderStrength : 0 }))
}
