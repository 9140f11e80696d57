import type {
  DocumentSource,
  GivenFile,
  ImportedFile,
  OpenedDocument,
  SaveTarget,
} from '../../../engine/protocol/window/index.ts'
import { t } from '../../i18n/language.ts'
import { isChanged } from '../documentStore.ts'
import type { Stores } from '../stores.ts'
import { headlineOf, tellError } from './errors.ts'

/** Shows another document, with what its reading warned of. */
export function showDocument(stores: Stores, opened: OpenedDocument): void {
  const { document, session, notices } = stores
  document.getState().open(opened)
  const { backdrop, set } = session.getState()
  set({
    selection: [],
    soloId: undefined,
    view: 'canvas',
    viewedId: undefined,
    viewedOtherId: undefined,
    dialog: undefined,
    backdrop: { ...backdrop, pictureId: undefined, otherId: undefined },
  })
  session.getState().announce(t('documents.opened', { name: opened.name }))
  if (opened.warnings.length > 0) {
    notices.getState().tell({ kind: 'warning', title: t('documents.warnings'), text: opened.warnings.join(' ') })
  }
}

/** A document without a name of its own yet. */
export const newDocument = (): DocumentSource => ({ type: 'new', name: t('documents.untitled') })

/** Opens a document once the artist has decided about the one at hand. */
export async function openDocument(stores: Stores, source: DocumentSource): Promise<void> {
  try {
    if (!(await leaveDocument(stores))) return
    const { document } = await stores.client.call('openDocument', { source })
    if (document) showDocument(stores, document)
  } catch (error) {
    tellError(stores, error)
  }
}

/** Asks which document to open: with the dialog of the system where there is one. */
export async function chooseDocument(stores: Stores): Promise<void> {
  if (stores.host.getState().start.host.hasDialogs) await openDocument(stores, { type: 'dialog' })
  else stores.session.getState().set({ dialog: 'open' })
}

/** Whether the document at hand may go: it is saved, or the artist gives its changes up. */
export async function leaveDocument(stores: Stores): Promise<boolean> {
  const { document, session, client } = stores
  document.getState().endGesture()
  const { name, documentId } = document.getState()
  if (!isChanged(document.getState())) return true
  const choice = await new Promise<'save' | 'discard' | 'cancel'>((answer) =>
    session.getState().set({ question: { name, answer } }),
  )
  session.getState().set({ question: undefined })
  if (choice === 'save') return saveDocument(stores)
  if (choice === 'discard') await client.call('dropRecovery', { documentId })
  return choice === 'discard'
}

/** Saves to the file of the document, and asks for a place where it has none. Returns whether it is saved. */
export async function saveDocument(stores: Stores): Promise<boolean> {
  if (stores.document.getState().hasFile) return saveTo(stores, { type: 'own' })
  return saveDocumentAs(stores)
}

export async function saveDocumentAs(stores: Stores): Promise<boolean> {
  const { host, session } = stores
  if (host.getState().start.host.hasDialogs) return saveTo(stores, { type: 'dialog' })
  session.getState().set({ dialog: 'saveAs' })
  await new Promise<void>((resolve) => {
    const stop = session.subscribe(({ dialog }) => {
      if (dialog === 'saveAs') return
      stop()
      resolve()
    })
  })
  return !isChanged(stores.document.getState())
}

/** Returns whether it was saved; the artist may have closed the dialog. */
export async function saveTo(stores: Stores, to: SaveTarget): Promise<boolean> {
  const { document, masks, client, session } = stores
  document.getState().endGesture()
  const { documentId, project } = document.getState()
  try {
    const sent = await masks.withHandles(project)
    const { name } = await client.call('saveDocument', { documentId, project: sent, to })
    if (name === undefined) return false
    if (document.getState().documentId === documentId) document.getState().markSaved(name, project)
    session.getState().announce(t('documents.saved', { name }))
    return true
  } catch (error) {
    tellError(stores, error)
    return false
  }
}

/** Takes files of the artist's: documents open, adapters and models come into the library, others are told of. */
export async function importFiles(stores: Stores, files: readonly File[]): Promise<void> {
  if (files.length === 0) return
  try {
    const given: GivenFile[] = []
    for (const file of files) given.push(await stores.client.give(file))
    const { imported } = await stores.client.call('importFiles', { files: given })
    for (const result of imported) await takeImported(stores, result)
  } catch (error) {
    tellError(stores, error)
  }
}

async function takeImported(stores: Stores, result: ImportedFile): Promise<void> {
  const { notices, session } = stores
  const { tell } = notices.getState()
  switch (result.type) {
    case 'project':
      if (await leaveDocument(stores)) showDocument(stores, result.document)
      break
    case 'picture':
      if (!(await leaveDocument(stores))) break
      showDocument(stores, result.document)
      tell({ kind: 'info', title: t('documents.restored'), text: result.remarks.join(' ') })
      break
    case 'adapters':
      session.getState().set({ leftTab: 'library' })
      tell({ kind: 'success', title: t('documents.adaptersAdded', { count: result.entryIds.length }) })
      break
    case 'model':
      tell({ kind: 'success', title: t('documents.modelAdded') })
      break
    case 'refused':
      tell({ kind: 'error', title: `${result.name}: ${headlineOf(result.error)}`, error: result.error })
  }
}
