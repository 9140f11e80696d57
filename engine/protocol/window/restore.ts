import { z } from 'zod'
import { errorReportSchema } from '../errorReport.ts'
import { fileHandleSchema } from './files.ts'
import { openedDocumentSchema } from './documents.ts'

/** What became of a file that was dropped on the window or given to the program. */
export const importedFileSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('project'), document: openedDocumentSchema }),
  /** A picture that says how it was made. */
  z.object({
    type: z.literal('picture'),
    document: openedDocumentSchema,
    /** Who wrote the recipe: Polyptych's own chunk, or the parameters that A1111 and others write. */
    source: z.enum(['polyptych', 'a1111']),
    /** What could not be taken over, one sentence each. */
    remarks: z.array(z.string()),
  }),
  /** `files` in the order of the ids: what a document names them by. */
  z.object({ type: z.literal('adapters'), entryIds: z.array(z.string()), files: z.array(fileHandleSchema) }),
  z.object({ type: z.literal('model'), modelId: z.string(), file: fileHandleSchema }),
  z.object({ type: z.literal('refused'), name: z.string(), error: errorReportSchema }),
])
export type ImportedFile = z.infer<typeof importedFileSchema>
