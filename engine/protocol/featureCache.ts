import { z } from 'zod'

const cut = z.object({ downBlock: z.number().int().min(0), pair: z.number().int().min(-1) }).optional()
/** Steps from one computation of everything to the next; 1 reuses nothing. */
const interval = z.number().int().min(1).default(3)

/**
 * Whether deep layers of the UNet are computed at every step, or read from an earlier one: faster, and a little less
 * exact. `cut` is where the deep part begins; without it, below the first block.
 */
export const featureCacheSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('off') }),
  /** Computes everything every `interval` steps. */
  z.looseObject({ type: z.literal('uniform'), interval, cut }),
  /** As often, but most densely around the step `centre`. */
  z.looseObject({
    type: z.literal('non-uniform'),
    interval,
    centre: z.number().min(0).optional(),
    power: z.number().gt(1).max(4).default(1.4),
    cut,
  }),
  /**
   * Computes everything when the first block's result has changed by `threshold`, or after `mostSkips` steps without.
   */
  z.looseObject({
    type: z.literal('first-block'),
    threshold: z.number().min(0).default(0.1),
    mostSkips: z.number().int().min(0).default(3),
    cut,
  }),
])
export type FeatureCache = z.infer<typeof featureCacheSchema>
/** Without the settings that have a default. */
export type FeatureCacheInput = z.input<typeof featureCacheSchema>
