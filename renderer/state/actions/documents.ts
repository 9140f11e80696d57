import type { Project } from '../../../engine/protocol/project.ts'
import type {
  DocumentSource,
  GivenFile,
  ImportedFile,
  OpenedDocument,
  SaveTarget,
} from '../../../engine/protocol/window/index.ts'
import { engineText } from '../../i18n/engineText.ts'
import { t } from '../../i18n/language.ts'
import { isChanged } from '../documentStore.ts'
import { readMoreGallery } from '../hostStores.ts'
import type { UnsavedQuestion } from '../sessionStore.ts'
import type { Stores } from '../stores.ts'
import { endTyping } from './endTyping.ts'
import { headlineOf, reportOf, tellError, tellRefused } from './errors.ts'
import { zoomToFit } from './viewport.ts'

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
    backdrop: { ...backdrop, pictureId: opened.pictureId, otherId: undefined },
  })
  void loadPicture(stores, opened.pictureId)
  zoomToFit(stores)
  session.getState().announce(t('documents.opened', { name: opened.name }))
  if (opened.warnings.length > 0) {
    notices
      .getState()
      .tell({ kind: 'warning', title: t('documents.warnings'), text: opened.warnings.map(engineText).join(' ') })
  }
}

/** The picture of a recipe may lie further back in the gallery than the window has read. */
async function loadPicture({ client, host }: Stores, id: string | undefined): Promise<void> {
  const loaded = () => host.getState().gallery
  const isMissing = () => loaded().items.length < loaded().total && !loaded().items.some((item) => item.id === id)
  let before = -1
  try {
    while (id !== undefined && isMissing() && loaded().items.length > before) {
      before = loaded().items.length
      await readMoreGallery(client, host)
    }
  } catch {
    // without the line to the host the gallery is read again when it is back
  }
}

/** A document without a name of its own yet. */
export const newDocument = (): DocumentSource => ({ type: 'new', name: t('documents.untitled') })

/** How often each window has begun to open a document: only the last one that was asked for is shown. */
const opens = new WeakMap<Stores, number>()

/** Opens a document once the artist has decided about the one at hand. Returns whether it is shown now. */
export async function openDocument(stores: Stores, source: DocumentSource): Promise<boolean> {
  try {
    let leaving = await leaveDocument(stores)
    if (!leaving) return false
    const turn = (opens.get(stores) ?? 0) + 1
    opens.set(stores, turn)
    const { document } = await stores.client.call('openDocument', { source })
    if (!document || opens.get(stores) !== turn) return false
    await endOfSaves(stores) // which were begun while the other one was read
    const isEdited = stores.document.getState().project !== leaving.project
    if (isEdited) leaving = await leaveDocument(stores) // while the other one was read
    if (!leaving) return false
    await takePlace(stores, document, leaving)
    return true
  } catch (error) {
    tellError(stores, error)
    return false
  }
}

async function takePlace(stores: Stores, opened: OpenedDocument, { discards }: Leaving): Promise<void> {
  showDocument(stores, opened)
  if (discards !== undefined) await stores.client.call('dropRecovery', { documentId: discards })
}

/** Asks which document to open: with the dialog of the system where there is one. */
export async function chooseDocument(stores: Stores): Promise<void> {
  if (stores.host.getState().start.host.hasDialogs) await openDocument(stores, { type: 'dialog' })
  else stores.session.getState().set({ dialog: 'open' })
}

/** The document at hand may go. */
interface Leaving {
  /** As it was when the artist decided. */
  readonly project: Project
  /** Its id where changes are given up; they are kept until another document is there. */
  readonly discards?: string
}

/** Whether the document at hand may go: it is saved, or the artist gives its changes up. */
async function leaveDocument(stores: Stores): Promise<Leaving | undefined> {
  const { document, session } = stores
  endTyping()
  document.getState().endGesture()
  await endOfSaves(stores)
  const { name, documentId } = document.getState()
  const leaving = () => ({ project: document.getState().project })
  if (!isChanged(document.getState())) return leaving()
  session.getState().question?.answer('cancel') // what was asked before is decided by asking again
  let question: UnsavedQuestion | undefined
  const choice = await new Promise<'save' | 'discard' | 'cancel'>((answer) => {
    question = { name, answer }
    session.getState().set({ question })
  })
  if (session.getState().question === question) session.getState().set({ question: undefined })
  if (choice === 'discard') return { ...leaving(), discards: documentId }
  return choice === 'save' && (await saveDocument(stores)) ? leaving() : undefined
}

/** Saves to the file of the document, and asks for a place where it has none. Returns whether it is saved. */
export async function saveDocument(stores: Stores): Promise<boolean> {
  await endOfSaves(stores) // the document may have a file then
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

/** The last save of each window: the next one begins after it, and what it saves needs no question. */
const saves = new WeakMap<Stores, Promise<boolean>>()

/** Returns whether it was saved; the artist may have closed the dialog. */
export async function saveTo(stores: Stores, to: SaveTarget): Promise<boolean> {
  const { documentId } = stores.document.getState()
  const before = saves.get(stores)
  const saved = before ? before.then(() => write(stores, to, documentId)) : write(stores, to, documentId)
  saves.set(stores, saved)
  const isSaved = await saved
  if (saves.get(stores) === saved) saves.delete(stores)
  return isSaved
}

async function endOfSaves(stores: Stores): Promise<void> {
  while (saves.has(stores)) await saves.get(stores)
}

/** Where another document is shown by then, nothing is written: the place was chosen for the one of `documentId`. */
async function write(stores: Stores, to: SaveTarget, documentId: string): Promise<boolean> {
  const { document, masks, client, session } = stores
  if (document.getState().documentId !== documentId) return false
  document.getState().endGesture()
  const { project } = document.getState()
  try {
    const sent = await masks.withHandles(project)
    const { name } = await client.call('saveDocument', { documentId, project: sent, to })
    if (name === undefined) return false
    if (document.getState().documentId === documentId) document.getState().markSaved(name, project)
    session.getState().announce(t('documents.saved', { name }))
    return true
  } catch (error) {
    if (to.type === 'own' && reportOf(error).code === 'file-changed') offerToReplace(stores, error, documentId)
    else tellError(stores, error)
    return false
  }
}

/** Something else has written the file: the artist decides which one stays. */
function offerToReplace(stores: Stores, error: unknown, documentId: string): void {
  const report = reportOf(error)
  const run = () => {
    if (stores.document.getState().documentId === documentId) void saveTo(stores, { type: 'own', replace: true })
  }
  const action = { label: t('documents.replaceSaved'), run }
  stores.notices.getState().tell({ kind: 'warning', title: headlineOf(report), error: report, action })
}

/** Takes files of the artist's: documents open, adapters and models come into the library, others are told of. */
export async function importFiles(stores: Stores, files: readonly File[]): Promise<void> {
  if (files.length === 0) return
  try {
    const given: GivenFile[] = []
    for (const file of files) given.push(await stores.client.give(file))
    const { imported } = await stores.client.call('importFiles', { files: given })
    for (const result of imported) {
      if (result.type !== 'refused') await takeImported(stores, result)
    }
    tellRefused(
      stores,
      imported.filter((result) => result.type === 'refused'),
    )
  } catch (error) {
    tellError(stores, error)
  }
}

async function takeImported(stores: Stores, result: Exclude<ImportedFile, { type: 'refused' }>): Promise<void> {
  const { notices, session } = stores
  const { tell } = notices.getState()
  switch (result.type) {
    case 'project': {
      const leaving = await leaveDocument(stores)
      if (leaving) await takePlace(stores, result.document, leaving)
      break
    }
    case 'picture': {
      const leaving = await leaveDocument(stores)
      if (!leaving) break
      await takePlace(stores, result.document, leaving)
      tell({ kind: 'info', title: t('documents.restored'), text: result.remarks.map(engineText).join(' ') })
      break
    }
    case 'adapters':
      session.getState().set({ leftTab: 'library' })
      tell({ kind: 'success', title: t('documents.adaptersAdded', { count: result.entryIds.length }) })
      break
    case 'model':
      tell({ kind: 'success', title: t('documents.modelAdded') })
  }
}
