import { readFile, rename } from 'node:fs/promises'
import { z } from 'zod'
import { writeFileAtomically } from '../files/atomicWrite.ts'
import { isSystemError, readFailure } from '../files/fileErrors.ts'
import { libraryFolderSchema } from '../protocol/window/library.ts'

/** What the artist chose for the library, which no scan could find again. */
const choicesSchema = z.object({
  version: z.literal(1),
  folders: z.array(z.object({ path: z.string(), application: libraryFolderSchema.shape.application })),
  /** Files and model folders that were added one by one. */
  files: z.array(z.string()),
  /** Content keys, or ids for files that have none. */
  favourites: z.array(z.string()),
})
export type Choices = z.infer<typeof choicesSchema>

const none: Choices = { version: 1, folders: [], files: [], favourites: [] }

/**
 * Reads what the artist chose; nothing where the file does not exist yet. A file that is damaged, or of a newer
 * version, is put aside as `NAME.damaged`, so that the program starts and nothing is overwritten. Throws as
 * `readFailure`.
 */
export async function readChoices(path: string): Promise<Choices> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return none
    throw readFailure(error, path)
  }
  const choices = choicesSchema.safeParse(parseJson(text))
  if (choices.success) return choices.data
  await rename(path, `${path}.damaged`)
  return none
}

/** Errors as `writeFileAtomically`. */
export function writeChoices(path: string, choices: Choices): Promise<void> {
  return writeFileAtomically(path, JSON.stringify(choices, null, 2))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
