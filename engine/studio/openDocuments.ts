import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { createJsonWriter, readJsonFile } from './jsonFile.ts'

const knownSchema = z.object({
  name: z.string(),
  /** Of the file that saving replaces. */
  path: z.string().optional(),
  /** Of that file as this document has read or written it last. */
  sha256: z.string().optional(),
})
export type KnownDocument = z.infer<typeof knownSchema>

/** Which file each open document belongs to; kept for windows that outlive their host. */
export interface OpenDocuments {
  add(document: KnownDocument, documentId?: string): string
  find(documentId: string): KnownDocument | undefined
  flush(): Promise<void>
}

const mostKept = 200

export async function openOpenDocuments(dataFolder: string): Promise<OpenDocuments> {
  const file = join(dataFolder, 'documents.json')
  const writer = createJsonWriter(file)
  const kept = (await readJsonFile(file, z.record(z.string(), knownSchema))) ?? {}
  const documents = new Map(Object.entries(kept))
  return {
    add(document, documentId = randomBytes(12).toString('base64url')) {
      documents.delete(documentId)
      documents.set(documentId, document)
      if (documents.size > mostKept) documents.delete(documents.keys().next().value!)
      writer.write(Object.fromEntries(documents))
      return documentId
    },
    find: (documentId) => documents.get(documentId),
    flush: () => writer.flush(),
  }
}
