import { extname } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { readRecipe } from '../image/recipe.ts'
import { parametersOfPicture } from '../image/parametersOfPicture.ts'
import { readPngTexts } from '../image/pngTexts.ts'
import { parseParameters } from '../project/parametersText.ts'
import { projectOfParameters, type NamedFileSearch } from '../project/projectOfParameters.ts'
import { readProject } from '../project/projectFile.ts'
import { methodNames, type Project } from '../protocol/project.ts'
import type { ImportedFile } from '../protocol/window/restore.ts'
import type { AdoptedPicture } from './adoptPicture.ts'
import type { Documents } from './documents.ts'
import type { GivenPlace } from './given.ts'
import type { PlainTexts } from './plainErrors.ts'
import { nameOfPicture } from './nameOfPicture.ts'
import { nameOfProject } from './projectNames.ts'

export interface ImportParts {
  readonly documents: Documents
  readonly plain: PlainTexts
  /**
   * `project`, which has no place on this machine, with absolute paths: what is in reach, or was found there by its
   * contents. Everything else is missing.
   */
  readonly takeIn: (project: Project) => Promise<Project>
  readonly search: () => NamedFileSearch
  /** Takes a picture into the gallery. As `adoptPicture`. */
  readonly adopt: (picture: AdoptedPicture) => Promise<string>
  /** Adds an adapter or a model to the library. */
  readonly addToLibrary: (place: GivenPlace) => Promise<ImportedFile>
}

/** Says what a file is, and opens or adds it. @throws EngineError for what cannot be used, naming the file. */
export async function importFile(place: GivenPlace, parts: ImportParts): Promise<ImportedFile> {
  const extension = extname(place.name).toLowerCase()
  const act = Object.hasOwn(importers, extension) ? importers[extension] : undefined
  if (act === undefined) throw notKnown(place.name)
  try {
    return await act(place, parts)
  } catch (error) {
    throw error instanceof EngineError ? withName(error, place) : error
  }
}

/** As `importFile`, with the reason in the place of an EngineError; bugs pass through. */
export async function importOrRefuse(place: GivenPlace, parts: ImportParts): Promise<ImportedFile> {
  try {
    return await importFile(place, parts)
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    return { type: 'refused', name: place.name, error: parts.plain.reportOf(error) }
  }
}

type Importer = (place: GivenPlace, parts: ImportParts) => Promise<ImportedFile>

const importers: Readonly<Record<string, Importer>> = {
  '.polyptych': importProject,
  '.png': importPicture,
  '.jpg': importPicture,
  '.jpeg': importPicture,
  '.webp': importPicture,
  '.safetensors': (place, { addToLibrary }) => addToLibrary(place),
  '.sft': (place, { addToLibrary }) => addToLibrary(place),
  '.ckpt': refusePickle,
  '.pt': refusePickle,
  '.pth': refusePickle,
  '.bin': refusePickle,
  '.pkl': refusePickle,
}

async function importProject(place: GivenPlace, parts: ImportParts): Promise<ImportedFile> {
  if (place.isPlace) return { type: 'project', document: await parts.documents.openFile(place.path) }
  const { project, warnings } = await readProject(place.path)
  const found = await parts.takeIn(project)
  return {
    type: 'project',
    document: await parts.documents.show({ project: found, name: nameOfProject(place.name), warnings }),
  }
}

async function importPicture(place: GivenPlace, parts: ImportParts): Promise<ImportedFile> {
  const extension = extname(place.name).toLowerCase()
  const fileName = place.name.slice(0, -extension.length)
  if (extension === '.png' && (await readPngTexts(place.path)).has('polyptych')) {
    return importRecipe(place, fileName, parts)
  }
  const text = await parametersOfPicture(place.path, extension)
  if (text === undefined || text.trim() === '') {
    throw new EngineError(
      'file-refused',
      `'${place.name}' does not say how it was made.`,
      'Choose a picture as the program saved it: editing and many web sites remove what it says.',
    )
  }
  const { project, remarks } = await projectOfParameters(parseParameters(text), parts.search())
  const document = await parts.documents.show({ project, name: fileName })
  return { type: 'picture', document, source: 'a1111', remarks: [...remarks] }
}

/** The picture is kept, and lies below the regions that made it. */
async function importRecipe(place: GivenPlace, fileName: string, parts: ImportParts): Promise<ImportedFile> {
  const recipe = await readRecipe(place.path)
  const { project, warnings, seed } = recipe
  const chosen = project.method.name
  const methods = chosen === 'auto' ? methodNames : [chosen]
  const name = nameOfPicture(fileName, { title: project.title, seed, methods })
  const document = await parts.documents.show({ project: await parts.takeIn(project), name, warnings })
  try {
    const { documentId } = document
    const pictureId = await parts.adopt({ path: place.path, recipe, name, documentId })
    return { type: 'picture', document: { ...document, pictureId }, source: 'polyptych', remarks: [] }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    const remark = parts.plain.text(withName(error, place).message)
    return { type: 'picture', document, source: 'polyptych', remarks: [remark] } // the recipe is what was asked for
  }
}

function refusePickle({ name }: GivenPlace): never {
  throw new EngineError(
    'file-refused',
    `'${name}' is a file that can run programs while it is read, so it is never opened.`,
    "Use the '.safetensors' file of the same model or LoRA; most sites offer both.",
  )
}

function notKnown(name: string): EngineError {
  return new EngineError(
    'file-refused',
    `'${name}' is nothing that Polyptych can open.`,
    "Choose a '.polyptych' project, a '.safetensors' file, or a picture that says how it was made.",
  )
}

/** Uploads have names of ours; what is said of them is said of the name that the artist knows. */
function withName(error: EngineError, { path, name }: GivenPlace): EngineError {
  const named = (text: string) => text.replaceAll(path, name)
  return new EngineError(error.code, named(error.message), named(error.remedy), { cause: error })
}
