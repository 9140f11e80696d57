import { z } from 'zod'
import { cloraSchema } from './clora.ts'

/** What a concept's region does to those of other concepts where they overlap. */
const overlap = z.enum(['z-order', 'average']).default('z-order')
const share = z.number().min(0).max(1)
const partOfSteps = z.number().min(0).max(1)

/** The settings of each method, as they stand beside its name in a project. Fields that are not here are kept. */
export const methodSettings = {
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
    /** What ends the early phase: a part of the steps, or the spectrum of the latents falling below `phaseThreshold`. */
    phase: z.enum(['steps', 'spectrum']).default('steps'),
    phaseThreshold: share.default(0.4),
    /** Below which part of the network features are stored; below the first block where it is missing. */
    cut: z.object({ downBlock: z.number().int().min(0), pair: z.number().int().min(-1) }).optional(),
  }),
  regional: z.looseObject({
    /** How much of the picture's own prompt is heard inside regions. */
    backgroundShare: share.default(0.2),
    overlap,
    /** Keeps regions from looking at each other, in a part of the steps; `softness` 0 hides them wholly. */
    isolation: z.object({ from: partOfSteps, to: partOfSteps, softness: share }).optional(),
  }),
  'regional-rows': z.looseObject({ overlap }),
  clora: cloraSchema,
} as const

/** Methods that have a schema of their settings. */
export type ConfiguredMethod = keyof typeof methodSettings
export type MethodSettings<Name extends ConfiguredMethod> = z.infer<(typeof methodSettings)[Name]>
