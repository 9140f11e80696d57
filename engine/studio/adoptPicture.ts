import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFileAtomically } from '../files/atomicWrite.ts'
import { sha256OfBytes } from '../files/hashing.ts'
import { readingFile } from '../files/readingFile.ts'
import { pngSize } from '../image/pngSize.ts'
import type { Recipe } from '../image/recipe.ts'
import { makeThumbnail } from '../image/thumbnail.ts'
import type { Gallery } from './gallery.ts'
import { itemOfRecipe } from './galleryFolder.ts'
import { safeFileName, shortName } from './projectNames.ts'

/** A picture from elsewhere, and the document that was made of its recipe. */
export interface AdoptedPicture {
  readonly path: string
  readonly recipe: Recipe
  readonly name: string
  readonly documentId: string
}

const thumbnailSide = 32

/**
 * Copies a PNG into the gallery, as a picture of its document. Returns its id there, or that of the same picture, byte
 * for byte, where the gallery has it already. Its sidecar has no project: what the recipe says is looked at anew each
 * time.
 * @throws EngineError `file-invalid` for what cannot be shown, and as `readingFile` and `writeFileAtomically`.
 */
export async function adoptPicture(
  gallery: Gallery,
  { path, recipe, name, documentId }: AdoptedPicture,
): Promise<string> {
  const bytes = await readingFile(path, (file) => file.readFile())
  const size = pngSize(bytes)! // only a PNG has a recipe
  await makeThumbnail(path, thumbnailSide) // reads all of it
  const { items } = gallery.list({ limit: Number.MAX_SAFE_INTEGER })
  for (const { id, seed, width, height } of items) {
    if (seed !== recipe.seed || width !== size.width || height !== size.height) continue
    if (await hasBytes(gallery.pathOf(id), bytes)) return id
  }
  const id = `${shortName(safeFileName(name))}-${recipe.seed}-${sha256OfBytes(bytes).slice(0, 12)}`
  await writeFileAtomically(join(gallery.folder, `${id}.png`), bytes)
  await gallery.add({ item: { ...itemOfRecipe(id, recipe, size, new Date()), name, documentId } }, {})
  return id
}

/** Not so for a file that is gone. */
async function hasBytes(path: string, bytes: Buffer): Promise<boolean> {
  try {
    return (await stat(path)).size === bytes.length && (await readFile(path)).equals(bytes)
  } catch {
    return false
  }
}
