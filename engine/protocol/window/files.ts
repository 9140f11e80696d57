import { z } from 'zod'

/**
 * What stands for a file in a window: the host knows the path, the window never does. Projects of a window have handles
 * in the place of paths (`FileReference.path`).
 */
export const fileHandleSchema = z.string().regex(/^file:[A-Za-z0-9_-]{16,64}$/)
export type FileHandle = z.infer<typeof fileHandleSchema>

/** Bytes that a window has sent ahead of a call, by `POST /upload`; good for one hour. */
export const uploadIdSchema = z.string().regex(/^upload:[A-Za-z0-9_-]{16,64}$/)

/** A file that the artist chose in the system: from a dialog, by dragging it in, by opening it with the program. */
export const fileTokenSchema = z.string().regex(/^token:[A-Za-z0-9_-]{16,64}$/)

/** A file of the artist's, whichever way it came. `name` is what it is called, without its folder. */
export const givenFileSchema = z.union([
  z.object({ upload: uploadIdSchema, name: z.string().min(1).max(255) }),
  z.object({ token: fileTokenSchema }),
])
export type GivenFile = z.infer<typeof givenFileSchema>

/** A grey map over the picture: one byte a cell, row by row, as base64; 255 stands for `max`. */
export const mapSchema = z.object({
  conceptId: z.string(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  max: z.number(),
  bytes: z.string(),
})
export type ConceptMap = z.infer<typeof mapSchema>
