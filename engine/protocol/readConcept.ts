import { z } from 'zod'

/** A concept as it was read from a finished picture; `docs/methods/presence-and-bleed.md` says what is measured. */
export const readConceptSchema = z.object({
  conceptId: z.string(),
  name: z.string(),
  /** How much of the picture the concept explains where it explains most, 0 to 1. */
  presence: z.number(),
  /** Whether that is more than absent concepts have. */
  found: z.boolean(),
  /** The part of it that lies in the places of others, 0 to 1. */
  bleed: z.number(),
  /** The part of it that lies in its own region, 0 to 1; missing for a concept of the whole canvas. */
  inside: z.number().optional(),
  /**
   * The part of it that lies in the region of each other concept, the largest first; missing for a concept of the whole
   * canvas, and in what older versions wrote.
   */
  bleedsInto: z.array(z.object({ conceptId: z.string(), name: z.string(), share: z.number() })).optional(),
  /** The part of it that lies where no concept has a region, 0 to 1; missing as `bleedsInto` is. */
  background: z.number().optional(),
  /** Where it is strongest, as parts of the picture's width and height. */
  peak: z.object({ x: z.number(), y: z.number() }).optional(),
  /** What the numbers say, for the artist. */
  sentence: z.string(),
})
export type ReadConcept = z.infer<typeof readConceptSchema>
