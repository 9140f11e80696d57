import { z } from 'zod'
import { projectSchema } from '../project.ts'
import { fileHandleSchema, givenFileSchema } from './files.ts'

/** A file that a document names and that is not there, or is another than it was. */
export const fileProblemSchema = z.object({
  handle: fileHandleSchema,
  kind: z.enum(['model', 'adapter', 'mask']),
  problem: z.enum(['missing', 'changed']),
  name: z.string(),
  /** The same file in another place, if it was found. */
  found: fileHandleSchema.optional(),
})
export type FileProblem = z.infer<typeof fileProblemSchema>

/** A project that is open in a window. Its file references are handles. */
export const openedDocumentSchema = z.object({
  documentId: z.string(),
  /** What the window's title says: the name of the file without its extension, or of the example. */
  name: z.string(),
  /** Whether there is a file that saving replaces; not for new documents, examples and restored pictures. */
  hasFile: z.boolean(),
  /** Differs from the file, as after recovery. */
  isChanged: z.boolean(),
  project: projectSchema,
  warnings: z.array(z.string()),
  problems: z.array(fileProblemSchema),
  /** The picture of the gallery whose recipe it is. */
  pictureId: z.string().optional(),
})
export type OpenedDocument = z.infer<typeof openedDocumentSchema>

/** A project that can be opened without looking for it. */
export const documentCardSchema = z.object({
  /** Of `openDocument`, with the `type` of the list that it stands in. */
  id: z.string(),
  name: z.string(),
  /** The last part of the folder that it lies in. */
  place: z.string().optional(),
  /** ISO 8601. */
  changedAt: z.string().optional(),
  /** Same-origin address of a small picture. */
  thumbnail: z.string().optional(),
  /** What an example shows, in a sentence (English; the window translates by `id`). */
  description: z.string().optional(),
  /** Of an example: the file that it opens a copy of, which may be in another list as well. */
  file: fileHandleSchema.optional(),
})
export type DocumentCard = z.infer<typeof documentCardSchema>

/** What a window opens. */
export const documentSourceSchema = z.discriminatedUnion('type', [
  /** `name`: what it is called until it is saved, in the language of the window. */
  z.object({ type: z.literal('new'), name: z.string().min(1).max(100).optional() }),
  /** Asks the artist with the system's dialog; hosts without one list projects instead (`listDocuments`). */
  z.object({ type: z.literal('dialog') }),
  z.object({ type: z.literal('example'), id: z.string() }),
  z.object({ type: z.literal('recent'), id: z.string() }),
  /** Of the host's folder of projects. */
  z.object({ type: z.literal('listed'), id: z.string() }),
  z.object({ type: z.literal('recovery'), id: z.string() }),
  z.object({ type: z.literal('given'), file: givenFileSchema }),
  /** The recipe of a picture in the gallery. */
  z.object({ type: z.literal('picture'), id: z.string() }),
])
export type DocumentSource = z.infer<typeof documentSourceSchema>

/** Where a document is saved. */
export const saveTargetSchema = z.discriminatedUnion('type', [
  /** Its own file; as `dialog` where it has none and the host has dialogs, refused with `setting-invalid` otherwise. */
  z.object({ type: z.literal('own'), replace: z.boolean().optional() }),
  z.object({ type: z.literal('dialog') }),
  /** A name in the host's folder of projects, for hosts without dialogs. */
  z.object({ type: z.literal('named'), name: z.string().min(1).max(100), replace: z.boolean() }),
])
export type SaveTarget = z.infer<typeof saveTargetSchema>
