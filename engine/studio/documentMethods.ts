import type { DocumentSource, OpenedDocument } from '../protocol/window/documents.ts'
import type { GivenFile } from '../protocol/window/files.ts'
import type { ImportedFile } from '../protocol/window/restore.ts'
import type { Documents } from './documents.ts'
import type { FileHandles } from './fileHandles.ts'
import type { GivenPlace } from './given.ts'
import { importFile, importOrRefuse, type ImportParts } from './importFiles.ts'
import { keepMaskFile } from './maskFiles.ts'
import type { RecentProjects } from './recentProjects.ts'
import type { Recoveries } from './recoveries.ts'
import type { ShownDocuments } from './shownDocuments.ts'
import type { StudioMethods } from './studioMethods.ts'
import type { Uploads } from './uploads.ts'

export interface DocumentMethodParts {
  readonly documents: Documents
  readonly recent: RecentProjects
  readonly recoveries: Recoveries
  readonly shown: ShownDocuments
  readonly handles: FileHandles
  readonly uploads: Uploads
  readonly maskFolder: string
  readonly placeOfGiven: (file: GivenFile) => GivenPlace
  readonly imports: ImportParts
}

type DocumentMethod =
  | 'openDocument'
  | 'saveDocument'
  | 'findProblems'
  | 'keepRecovery'
  | 'dropRecovery'
  | 'listDocuments'
  | 'keepMask'
  | 'importFiles'

export function documentMethods(parts: DocumentMethodParts): Pick<StudioMethods, DocumentMethod> {
  const { documents, recent, recoveries, shown, handles, uploads, maskFolder, placeOfGiven, imports } = parts

  async function open(source: DocumentSource): Promise<OpenedDocument | undefined> {
    if (source.type !== 'given') return documents.open(source)
    const imported = await importFile(placeOfGiven(source.file), imports)
    return 'document' in imported ? imported.document : undefined // others were added to the library
  }

  return {
    async openDocument({ source }) {
      const document = await open(source)
      return document === undefined ? {} : { document }
    },
    saveDocument: ({ documentId, project, to }) => documents.save(documentId, project, to),
    findProblems: async ({ documentId, project }) => ({ problems: await documents.problems(documentId, project) }),
    async keepRecovery({ documentId, name, project }) {
      await documents.keepRecovery(documentId, name, project)
      return {}
    },
    async dropRecovery({ documentId }, window) {
      // an offer may be older than the window that took it
      if (!window || !shown.isShownBeside(window, documentId)) await recoveries.drop(documentId)
      return {}
    },
    listDocuments: async () => ({ listed: await documents.listed(), recent: await recent.cards() }),
    async keepMask({ upload }) {
      return { file: handles.handleOf(await keepMaskFile(maskFolder, uploads.pathOf(upload)), 'mask') }
    },
    async importFiles({ files }) {
      const imported: ImportedFile[] = []
      for (const file of files) imported.push(await importOrRefuse(placeOfGiven(file), imports))
      return { imported }
    },
  }
}
