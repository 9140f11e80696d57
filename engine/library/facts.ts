import { z } from 'zod'
import { libraryEntrySchema, libraryModelSchema } from '../protocol/window/library.ts'

/** What a card of an adapter says that only reading the file can tell. */
const adapterFactsSchema = libraryEntrySchema
  .pick({
    name: true,
    problem: true,
    kind: true,
    triggerWords: true,
    tags: true,
    baseModel: true,
    madeFor: true,
    layers: true,
    rank: true,
    preferredStrength: true,
  })
  .extend({
    type: z.literal('adapter'),
    /** Tells the tensors from those of other files, wherever the file lies and whatever its metadata say. */
    contentKey: z.string().optional(),
    /** The name of a picture beside the file. */
    previewName: z.string().optional(),
  })
export type AdapterFacts = z.infer<typeof adapterFactsSchema>

const modelFactsSchema = libraryModelSchema
  .pick({ name: true, architecture: true, nativeSide: true, problem: true })
  .extend({ type: z.literal('model') })
export type ModelFacts = z.infer<typeof modelFactsSchema>

const factsSchema = z.discriminatedUnion('type', [adapterFactsSchema, modelFactsSchema])
export type Facts = z.infer<typeof factsSchema>

/** A file or model folder that has been read. */
export const indexedItemSchema = z.object({
  id: z.string(),
  folderId: z.string(),
  path: z.string(),
  stamp: z.object({ text: z.string(), bytes: z.number(), changedMs: z.number() }),
  facts: factsSchema,
})
export type IndexedItem = z.infer<typeof indexedItemSchema>
