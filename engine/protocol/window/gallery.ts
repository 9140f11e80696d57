import { z } from 'zod'
import { comparedMethodSchema } from '../compareEvents.ts'
import { readConceptSchema } from '../readConcept.ts'
import { mapSchema } from './files.ts'

/** A finished picture, or the sheet of a comparison. */
export const galleryItemSchema = z.object({
  id: z.string(),
  type: z.enum(['picture', 'sheet']),
  /** Same-origin addresses; the thumbnail is at most 320 pixels wide and high. */
  url: z.string(),
  thumbnail: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  /** Of the project. */
  name: z.string(),
  documentId: z.string().optional(),
  jobId: z.string().optional(),
  seed: z.number(),
  prompt: z.string(),
  method: z.string(),
  /** Why, where the program chose the method. */
  methodReason: z.string().optional(),
  model: z.string(),
  sampler: z.string(),
  steps: z.number().int(),
  guidance: z.number(),
  provider: z.string(),
  /** ISO 8601. */
  createdAt: z.string(),
  milliseconds: z.number(),
  /** What it shows of its concepts; missing where it was not read. */
  concepts: z.array(readConceptSchema).optional(),
  /** Names and colours of the concepts that took part, by id. */
  cast: z.array(z.object({ conceptId: z.string(), name: z.string(), color: z.string().optional() })),
  /** Whether `readMaps` has the attention of its steps. */
  hasAttention: z.boolean(),
  /** Of a sheet: its rows. Pictures of a comparison have the `jobId` of their sheet. */
  compared: z.array(comparedMethodSchema).optional(),
})
export type GalleryItem = z.infer<typeof galleryItemSchema>

/** Maps of a finished picture. */
export const pictureMapsSchema = z.object({
  /** Where each concept explains the picture; missing where it was not read. */
  found: z.array(mapSchema).optional(),
  /** What the words of each concept looked at, step by step. */
  steps: z.array(z.object({ step: z.number().int(), concepts: z.array(mapSchema) })).optional(),
})
export type PictureMaps = z.infer<typeof pictureMapsSchema>

/** Newest first in `changed`. `total` counts the whole gallery after the change. */
export const galleryChangeSchema = z.object({
  changed: z.array(galleryItemSchema),
  removed: z.array(z.string()),
  total: z.number().int(),
})
export type GalleryChange = z.infer<typeof galleryChangeSchema>

/** The order of the gallery, for `sort`: newest first. */
export function byAge(a: Pick<GalleryItem, 'id' | 'createdAt'>, b: Pick<GalleryItem, 'id' | 'createdAt'>): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1
  if (a.id === b.id) return 0
  return a.id < b.id ? 1 : -1
}
