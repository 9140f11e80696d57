import { z } from 'zod'
import { readConceptSchema } from './readConcept.ts'

/** Of the rows that plans asked for; a step has one or more. */
const cacheUseSchema = z.object({
  computedRows: z.number(),
  /** Rows that read stored features. */
  reusedRows: z.number(),
  /** In steps; 0 where none was read. */
  oldestFeature: z.number(),
})
export type CacheUse = z.infer<typeof cacheUseSchema>

/** What a render reports, one event at a time, in this order. `--json` prints one a line. */
export const renderEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('opened'),
    model: z.string(),
    architecture: z.string(),
    provider: z.string(),
    milliseconds: z.number(),
  }),
  /** Which method was chosen, and why; only of projects whose method is `auto`. */
  z.object({ type: z.literal('methodChosen'), name: z.string(), reason: z.string() }),
  z.object({
    type: z.literal('adapter'),
    name: z.string(),
    path: z.string(),
    applied: z.number(),
    layers: z.number(),
    /** Layers that do not fit this model, with the reason. */
    skipped: z.array(z.object({ layer: z.string(), reason: z.string() })),
  }),
  z.object({ type: z.literal('warning'), message: z.string() }),
  z.object({ type: z.literal('picture'), picture: z.number(), pictures: z.number(), seed: z.number() }),
  z.object({
    type: z.literal('step'),
    picture: z.number(),
    pictures: z.number(),
    step: z.number(),
    steps: z.number(),
    /** Of the last UNet evaluation. */
    milliseconds: z.number(),
    /** For all pictures that are still to come, from the steps so far. */
    millisecondsLeft: z.number(),
    /** What the feature cache did in this evaluation; missing without one. */
    cache: cacheUseSchema.optional(),
    /**
     * How often the latents were updated before this evaluation, and the loss before the last time; missing if never.
     */
    refinement: z.object({ updates: z.number(), loss: z.number() }).optional(),
  }),
  z.object({
    type: z.literal('saved'),
    picture: z.number(),
    pictures: z.number(),
    seed: z.number(),
    path: z.string(),
    milliseconds: z.number(),
    /** What the picture shows of its concepts; missing where it was not read. */
    concepts: z.array(readConceptSchema).optional(),
    /**
     * What the feature cache did in all evaluations, and the part of the sampling time that it saved; missing without
     * one.
     */
    cache: cacheUseSchema.extend({ saving: z.number() }).optional(),
  }),
  /** A heat picture of a concept is written beside the picture that was saved last. */
  z.object({
    type: z.literal('map'),
    picture: z.number(),
    pictures: z.number(),
    conceptId: z.string(),
    name: z.string(),
    path: z.string(),
  }),
  z.object({ type: z.literal('finished'), pictures: z.number(), milliseconds: z.number() }),
  z.object({ type: z.literal('failed'), code: z.string(), message: z.string(), remedy: z.string() }),
])

export type RenderEvent = z.infer<typeof renderEventSchema>
