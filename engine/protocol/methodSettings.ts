import { z } from 'zod'
import { cloraSchema } from './clora.ts'

/** What a concept's region does to those of other concepts where they overlap. */
const overlap = z.enum(['z-order', 'average']).default('z-order')
const fidelity = z.enum(['faithful', 'fixed']).default('fixed')
const share = z.number().min(0).max(1)
const partOfSteps = z.number().min(0).max(1)

/**
 * What the background's text says: the picture's own prompt, or the whole scene, which is the prompt and the words of
 * every concept that it does not name.
 */
const background = z.enum(['prompt', 'scene']).default('prompt')
/** While the layout forms, in the first part of the steps, regions hear so much of the background's text. */
const layout = z
  .looseObject({ until: partOfSteps.default(0.2), share: share.default(0.5) })
  .default(() => ({ until: 0.2, share: 0.5 }))

/**
 * Keeps regions from looking at each other in self-attention, in a part of the steps. `softness` is how much they see
 * of each other nevertheless: 0 hides them wholly, 1 nothing.
 */
const isolation = z
  .looseObject({ from: partOfSteps.default(0), to: partOfSteps.default(1), softness: share.default(0.05) })
  .default(() => ({ from: 0, to: 1, softness: 0.05 }))

/** The settings of each method, as they stand beside its name in a project. Fields that are not here are kept. */
export const methodSettings = {
  auto: z.looseObject({
    /** How much time a picture may take. */
    effort: z.enum(['draft', 'balanced', 'best']).default('balanced'),
  }),
  merge: z.looseObject({}),
  switch: z.looseObject({
    indexing: z.enum(['paper', 'released']).default('paper'),
    /** Steps that a concept has to itself; chosen by the number of steps where it is missing. */
    period: z.number().int().min(1).optional(),
  }),
  composite: z.looseObject({
    /** How much each concept's prediction counts, in the order of the concepts; equally where it is missing. */
    weights: z.array(z.number()).min(1).optional(),
  }),
  cmlora: z.looseObject({
    mode: z.enum(['repaired', 'paper', 'released', 'released-online', 'released-async']).default('repaired'),
    /** Concepts of low frequency, by their id, dominate late; all others are of high frequency and dominate early. */
    kinds: z.record(z.string(), z.enum(['high', 'low'])).default(() => ({})),
    /** When everything is computed anew: as the paper does, every so many steps, or most densely around a step. */
    schedule: z
      .discriminatedUnion('type', [
        z.looseObject({ type: z.literal('cmlora') }),
        z.looseObject({ type: z.literal('uniform'), interval: z.number().int().min(1) }),
        z.looseObject({
          type: z.literal('quad-centre'),
          interval: z.number().int().min(1),
          centre: z.number().min(0),
          power: z.number().gt(1).max(4).default(1.4),
        }),
      ])
      .default(() => ({ type: 'cmlora' as const })),
    /** Of 'repaired': the age in steps at which a stored feature is computed anew at the latest. */
    mostCacheSteps: z.number().int().min(0).default(10),
    /**
     * What ends the early phase: a part of the steps, or the spectrum of the latents falling below `phaseThreshold`.
     */
    phase: z.enum(['steps', 'spectrum']).default('steps'),
    phaseThreshold: share.default(0.4),
    /** Below which part of the network features are stored; below the first block where it is missing. */
    cut: z.object({ downBlock: z.number().int().min(0), pair: z.number().int().min(-1) }).optional(),
  }),
  regional: z.looseObject({
    background,
    /** Whether words of the background's text that name a concept are heard in its region alone. */
    bindsWords: z.boolean().default(true),
    /** How much of the background's text is heard inside regions. */
    backgroundShare: share.default(0.2),
    layout,
    overlap,
    isolation,
  }),
  'regional-rows': z.looseObject({ background, overlap }),
  clora: cloraSchema,
  composer: z.looseObject({
    /** As the released program does it, or with its defects repaired. */
    fidelity,
    background,
    /** How much of the background's text is heard inside regions; nothing as released. */
    backgroundShare: share.default(0.2),
    layout,
    overlap,
    isolation,
    /**
     * What of an adapter acts: what LoRA-Composer injects into cross-attention, which is the default of `faithful`, or
     * all of its layers in its region.
     */
    identity: z.enum(['injection', 'all']).optional(),
    /** The unconditional half of guidance reads each region's adapter, or the base model alone. */
    unconditional: z.enum(['region', 'base']).default('region'),
    /**
     * Of each concept, by its id, the words whose attention is led into its region; the last two where it is missing.
     */
    guidedWords: z.record(z.string(), z.string()).default(() => ({})),
    /** How much the losses count: strong in the middle, reaching the edges, not looking outside. */
    losses: z
      .looseObject({
        concept: z.number().min(0).default(8),
        fill: z.number().min(0).default(2),
        region: z.number().min(0).default(10),
      })
      .default(() => ({ concept: 8, fill: 2, region: 10 })),
    /** Whether latents are moved at all. */
    updates: z.boolean().default(true),
    /** Multiplies the released step sizes; 1 of `faithful`, 0.6 of `fixed` where it is missing. */
    stepSize: z.number().min(0).optional(),
    /**
     * Gives regions the noise in which their words have most attention: as a copy, which is the default of `faithful`,
     * by an exchange, or not.
     */
    reinitialisation: z.enum(['copy', 'swap', 'off']).optional(),
  }),
} as const

/** Methods that have a schema of their settings. */
export type ConfiguredMethod = keyof typeof methodSettings
export type MethodSettings<Name extends ConfiguredMethod> = z.infer<(typeof methodSettings)[Name]>
