import { z } from 'zod'

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
  regional: z.looseObject({
    /** How much of the picture's own prompt is heard inside regions. */
    backgroundShare: share.default(0.2),
    overlap,
    /** Keeps regions from looking at each other, in a part of the steps; `softness` 0 hides them wholly. */
    isolation: z.object({ from: partOfSteps, to: partOfSteps, softness: share }).optional(),
  }),
  'regional-rows': z.looseObject({ overlap }),
} as const

/** Methods that have a schema of their settings. */
export type ConfiguredMethod = keyof typeof methodSettings
export type MethodSettings<Name extends ConfiguredMethod> = z.infer<(typeof methodSettings)[Name]>
