import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { writeFileAtomically } from '../files/atomicWrite.ts'
import { readFailure } from '../files/fileErrors.ts'
import { sha256OfBytes } from '../files/hashing.ts'
import { isInside } from '../files/isInside.ts'
import { readPictureFile } from '../image/pictureFile.ts'
import { pngSize } from '../image/pngSize.ts'
import type { Project } from '../protocol/project.ts'
import { markDraft } from './maskDrafts.ts'
import { nameOfProject } from './projectNames.ts'

const largestSide = 8192
/** Far more than a mask of the largest canvas needs. */
export const largestMask = 256_000_000
const digitsOfName = 24

/**
 * Keeps the PNG at `upload` among the masks of `folder`, under a name made of its contents and, for now, as a draft.
 * Returns its path.
 * @throws EngineError `file-refused` for anything but a PNG of at most 8192×8192 pixels, and as `writeFileAtomically`.
 */
export async function keepMaskFile(folder: string, upload: string): Promise<string> {
  const bytes = await readFile(upload).catch((error: unknown) => {
    throw readFailure(error, upload)
  })
  const size = pngSize(bytes)
  if (size === undefined || size.width > largestSide || size.height > largestSide) {
    throw new EngineError(
      'file-refused',
      'The mask is not a PNG picture that a region can have.',
      `Use a PNG of at most ${largestSide} x ${largestSide} pixels.`,
    )
  }
  const path = join(folder, `${nameOfContents(bytes)}.png`)
  await markDraft(path)
  await writeFileAtomically(path, bytes)
  return path
}

function nameOfContents(bytes: Uint8Array): string {
  return sha256OfBytes(bytes).slice(0, digitsOfName)
}

/**
 * `project`, whose paths are absolute, with its masks in or below the folder of `projectPath`: what lies elsewhere, or
 * in `maskFolder`, is copied beside the project into `<name>.masks`. A mask that is missing keeps its path, and so does
 * what is no picture: a region may name any file of the artist's, who passes the folder on. Throws as
 * `writeFileAtomically`.
 */
export async function bringMasks(project: Project, projectPath: string, maskFolder: string): Promise<Project> {
  const target = join(dirname(projectPath), `${nameOfProject(projectPath)}.masks`)
  const concepts = await Promise.all(
    project.concepts.map(async (concept) => {
      const { region } = concept
      if (region.type !== 'mask') return concept
      const { path } = region.file
      const stays = isInside(dirname(projectPath), path) && !isInside(maskFolder, path)
      const copy = stays ? path : await copyMask(path, target)
      return { ...concept, region: { ...region, file: { ...region.file, path: copy } } }
    }),
  )
  return { ...project, concepts }
}

async function copyMask(path: string, folder: string): Promise<string> {
  const picture = await readPictureFile(path, largestMask)
  if (picture === undefined) return path
  const copy = join(folder, nameOfContents(picture.bytes) + picture.extension)
  await writeFileAtomically(copy, picture.bytes)
  return copy
}
