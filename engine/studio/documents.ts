import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { sha256OfFile } from '../files/hashing.ts'
import type { PathLooks } from '../files/pathLooks.ts'
import type { FileHashes } from '../project/fileHashes.ts'
import { readProject } from '../project/projectFile.ts'
import type { Project } from '../protocol/project.ts'
import type {
  DocumentCard,
  DocumentSource,
  FileProblem,
  OpenedDocument,
  SaveTarget,
} from '../protocol/window/documents.ts'
import type { Examples } from './examples.ts'
import type { FileHandles } from './fileHandles.ts'
import { findFileProblems } from './fileProblems.ts'
import { keepMasks } from './maskDrafts.ts'
import { newProject } from './newProject.ts'
import type { KnownDocument, OpenDocuments } from './openDocuments.ts'
import type { PlainTexts } from './plainErrors.ts'
import { placedProject, toEngine, toWindow, type Reach } from './projectFiles.ts'
import { nameOfProject, pathOfName, projectExtension, safeFileName, withProjectExtension } from './projectNames.ts'
import { projectCard, type CardParts, type RecentProjects } from './recentProjects.ts'
import type { Recoveries } from './recoveries.ts'
import { saveProjectFile } from './saveProjectFile.ts'
import type { StudioSettings } from './studio.ts'

/** What a document is called that was given no name. */
const unnamed = 'Untitled'

export interface DocumentParts {
  readonly settings: StudioSettings
  readonly handles: FileHandles
  readonly looks: PathLooks
  readonly plain: PlainTexts
  readonly hashes: FileHashes
  readonly known: OpenDocuments
  readonly recent: RecentProjects
  readonly recoveries: Recoveries
  readonly examples: Examples
  readonly starterModel: string
  readonly maskFolder: string
  readonly reach: Reach
  /** Folders in which files that have moved may lie. */
  readonly searchFolders: () => readonly string[]
  readonly pictureOf: CardParts['pictureOf']
  readonly pictureProject: (id: string) => Promise<{ readonly project: Project; readonly name: string }>
}

/** What becomes a document of a window. Its paths are absolute. */
export interface DocumentContents {
  readonly project: Project
  readonly name: string
  readonly path?: string
  /** Of the file at `path` as it was read. */
  readonly sha256?: string
  readonly documentId?: string
  readonly isChanged?: boolean
  readonly warnings?: readonly string[]
}

/** Every source but files that were given, which may be pictures or belong to the library. */
export type KeptSource = Exclude<DocumentSource, { type: 'given' }>

export interface Documents {
  /**
   * Undefined where the artist closed the dialog. Errors as `readProject`; `file-missing` for ids that are not known.
   */
  open(source: KeptSource): Promise<OpenedDocument | undefined>
  /** A project file where it lies. Errors as `readProject`. */
  openFile(path: string): Promise<OpenedDocument>
  /** A document that has no file of its own yet, unless it says so. */
  show(contents: DocumentContents): Promise<OpenedDocument>
  /**
   * Errors as `writeProject`; `file-changed` where its file is not as it was read or saved here. Nothing where the
   * artist closed the dialog.
   */
  save(documentId: string, project: Project, to: SaveTarget): Promise<{ name?: string; project?: Project }>
  /** Of a project as a window has it. */
  problems(documentId: string, project: Project): Promise<FileProblem[]>
  keepRecovery(documentId: string, name: string, project: Project): Promise<void>
  /** Projects in the host's folder of projects, newest first. */
  listed(): Promise<DocumentCard[]>
}

export function createDocuments(parts: DocumentParts): Documents {
  const { settings, handles, hashes, known, recent, recoveries, examples } = parts

  async function show(contents: DocumentContents): Promise<OpenedDocument> {
    const { project, name, path, isChanged = false, warnings = [] } = contents
    const before = contents.documentId === undefined ? undefined : known.find(contents.documentId)
    const sha256 = contents.sha256 ?? (before?.path === path ? before?.sha256 : undefined)
    const file = { ...(path !== undefined && { path }), ...(sha256 !== undefined && { sha256 }) }
    const documentId = known.add({ name, ...file }, contents.documentId)
    return {
      documentId,
      name,
      hasFile: path !== undefined && (await parts.looks.look(path)) !== 'missing',
      isChanged,
      project: toWindow(project, handles),
      warnings: warnings.map((warning) => parts.plain.text(warning)),
      problems: await problemsOf(project, path),
    }
  }

  function problemsOf(project: Project, path: string | undefined): Promise<FileProblem[]> {
    const searchFolders = [...(path === undefined ? [] : [dirname(path)]), ...parts.searchFolders()]
    return findFileProblems(project, { hashes, handles, searchFolders })
  }

  async function openFile(path: string): Promise<OpenedDocument> {
    const sha256 = await sha256OfProject(path) // before it is read: what is written meanwhile counts as another's
    const { project, folder, warnings } = await readProject(path)
    recent.add(path)
    const placed = await placedProject(project, folder, parts.reach)
    return show({ project: placed, name: nameOfProject(path), path, warnings, ...(sha256 !== undefined && { sha256 }) })
  }

  async function openCopy(path: string, folder: string, name: string): Promise<OpenedDocument> {
    const { project, warnings } = await readProject(path)
    return show({ project: await placedProject(project, folder, parts.reach), name, warnings })
  }

  async function open(source: KeptSource): Promise<OpenedDocument | undefined> {
    switch (source.type) {
      case 'new':
        return show({ project: await newProject(parts.starterModel), name: source.name ?? unnamed })
      case 'dialog': {
        const path = await dialogs(settings).openProject()
        return path === undefined ? undefined : openFile(path)
      }
      case 'example': {
        const path = examples.pathOf(source.id)
        const { name } = examples.cards.find(({ id }) => id === source.id)!
        return openCopy(path, dirname(path), name)
      }
      case 'recent':
        return openFile(recent.pathOf(source.id))
      case 'listed':
        return openFile(listedPath(source.id))
      case 'recovery': {
        const { documentId, name, path, project } = recoveries.find(source.id)
        return show({ documentId, name, project, isChanged: true, ...(path !== undefined && { path }) })
      }
      case 'picture':
        return { ...(await show(await parts.pictureProject(source.id))), pictureId: source.id }
    }
  }

  function listedPath(id: string): string {
    const path = handles.pathOf(id)
    if (dirname(path) !== settings.projectFolder || !path.endsWith(projectExtension)) {
      throw new EngineError('file-missing', 'This project is not in the folder of projects.', 'Choose another.')
    }
    return path
  }

  async function targetPath(documentId: string, to: SaveTarget): Promise<string | undefined> {
    const document = known.find(documentId)
    if (to.type === 'named') {
      const path = pathOfName(settings.projectFolder, to.name)
      if (!to.replace) await requireFree(path)
      return path
    }
    if (to.type === 'own' && document?.path !== undefined) {
      if (!to.replace) await requireUnchanged(document)
      return document.path
    }
    const suggestion = safeFileName(nameOfProject(document?.name || unnamed)) + projectExtension
    const chosen = await dialogs(settings).saveProject(suggestion)
    if (chosen === undefined) return undefined
    const path = withProjectExtension(chosen)
    if (path !== chosen) await requireFree(path) // the dialog has asked about the name without it
    return path
  }

  return {
    open,
    openFile,
    show,
    async save(documentId, project, to) {
      const kept = recoveries.of(documentId)
      const path = await targetPath(documentId, to)
      if (path === undefined) return {}
      const placed = toEngine(project, handles)
      await keepMasks(placed, parts.maskFolder)
      const saved = await saveProjectFile(path, placed, {
        hashes,
        maskFolder: parts.maskFolder,
        nowhere: parts.reach.nowhere,
      })
      const name = nameOfProject(path)
      const sha256 = await sha256OfProject(path)
      known.add({ name, path, ...(sha256 !== undefined && { sha256 }) }, documentId)
      if (kept) await recoveries.drop(documentId, kept) // what was kept meanwhile is newer than the file
      recent.add(path)
      return { name, project: toWindow(saved, handles) }
    },
    problems: (documentId, project) => problemsOf(toEngine(project, handles), known.find(documentId)?.path),
    keepRecovery: (documentId, name, project) =>
      recoveries.keep({ documentId, name, path: known.find(documentId)?.path, project: toEngine(project, handles) }),
    async listed() {
      const names = await readdir(settings.projectFolder).catch(() => [])
      const paths = names.filter((name) => name.endsWith(projectExtension) && !name.startsWith('.'))
      const cards = await Promise.all(paths.map((name) => projectCard(join(settings.projectFolder, name), parts)))
      return cards
        .filter((card) => card !== undefined)
        .sort((a, b) => ((a.changedAt ?? '') < (b.changedAt ?? '') ? 1 : -1))
        .map(({ place: _, ...card }) => card)
    },
  }
}

/** @throws EngineError `output-unwritable` where something lies at `path`. */
async function requireFree(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return
  throw new EngineError(
    'output-unwritable',
    `There is already a project '${nameOfProject(path)}'.`,
    'Choose another name, or replace it.',
  )
}

/** @throws EngineError `file-changed` where something else has written the document's file since. */
async function requireUnchanged({ name, path, sha256 }: KnownDocument): Promise<void> {
  const now = sha256 === undefined ? undefined : await sha256OfProject(path!)
  if (now === undefined || now === sha256) return
  throw new EngineError(
    'file-changed',
    `'${name}' was saved by another window or program since it was opened here.`,
    'Save it under another name to keep both, or replace what the other one has saved.',
  )
}

/** Undefined where there is no file any more. */
function sha256OfProject(path: string): Promise<string | undefined> {
  return sha256OfFile(path).catch(() => undefined)
}

function dialogs({ facilities }: StudioSettings): NonNullable<StudioSettings['facilities']['dialogs']> {
  if (facilities.dialogs === undefined) {
    throw new EngineError(
      'setting-invalid',
      'The document has no name yet, and this host cannot ask for one.',
      'Save it under a name.',
    )
  }
  return facilities.dialogs
}
