import { z } from 'zod'
import { readConceptSchema } from './readConcept.ts'
import { renderEventSchema } from './renderEvents.ts'

/** A concept as it was read from a finished picture; `docs/methods/presence-and-bleed.md` says what is measured. */
const conceptReadingSchema = z.object({
  conceptId: z.string(),
  name: z.string(),
  presence: z.number(),
  found: z.boolean(),
  bleed: z.number(),
})
export type ComparedConcept = z.infer<typeof conceptReadingSchema>

const comparedPictureSchema = z.object({
  seed: z.number(),
  path: z.string(),
  milliseconds: z.number(),
  /** The loss before each update of the latents. */
  losses: z.array(z.number()),
  /** Missing where the model or the project gives no reading. */
  concepts: z.array(conceptReadingSchema).optional(),
})
export type ComparedPicture = z.infer<typeof comparedPictureSchema>

const passesSchema = z.object({ calls: z.number(), rows: z.number() })

/** What became of one method of a comparison. */
export const comparedMethodSchema = z.object({
  /** The method as it was asked for, with its settings. */
  label: z.string(),
  method: z.looseObject({ name: z.string() }),
  /** Those that were finished. */
  pictures: z.array(comparedPictureSchema),
  /** Of one picture on average: calls of the UNet and their rows, both halves of guidance counted. */
  passes: z
    .object({
      whole: passesSchema,
      stored: passesSchema,
      firstBlock: passesSchema,
      reading: passesSchema,
      gradient: passesSchema,
    })
    .optional(),
  /** The most bytes that the process held while the method rendered; missing where the system does not tell. */
  peakBytes: z.number().optional(),
  /** Why it rendered no more pictures. */
  failure: z.object({ code: z.string(), message: z.string(), remedy: z.string() }).optional(),
})
export type ComparedMethod = z.infer<typeof comparedMethodSchema>

/**
 * What a picture of a comparison shows of its concepts: the pictures of a method are read when all of them are saved.
 */
export const pictureReadSchema = z.object({
  type: z.literal('read'),
  picture: z.number(),
  pictures: z.number(),
  seed: z.number(),
  /** Of the picture, as in its `saved`. */
  path: z.string(),
  concepts: z.array(readConceptSchema),
})

/** A method of a comparison begins; `number` counts from 1. */
export const methodBegunSchema = z.object({
  type: z.literal('method'),
  label: z.string(),
  number: z.number(),
  methods: z.number(),
})

/** What a comparison reports. A method begins with `method` and ends with `methodDone`; `compared` is last. */
export const compareEventSchema = z.discriminatedUnion('type', [
  ...renderEventSchema.options,
  methodBegunSchema,
  pictureReadSchema,
  z.object({ type: z.literal('methodDone'), result: comparedMethodSchema }),
  z.object({
    type: z.literal('compared'),
    methods: z.array(comparedMethodSchema),
    steps: z.number(),
    sheet: z.string(),
    table: z.string(),
    json: z.string(),
    milliseconds: z.number(),
  }),
])
export type CompareEvent = z.infer<typeof compareEventSchema>
