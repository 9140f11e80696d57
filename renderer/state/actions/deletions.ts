import { t } from '../../i18n/language.ts'
import type { Deletion } from '../sessionStore.ts'
import type { Stores } from '../stores.ts'
import { tellError } from './errors.ts'

/** The host has not answered yet. */
const pending = new WeakSet<Deletion>()

/** Into the bin; the notice takes them back, and so does undo where pictures lie. */
export async function deletePictures(stores: Stores, wanted: readonly string[]): Promise<void> {
  const { client, session, notices, host } = stores
  const { items } = host.getState().gallery
  const isGone = (id: string) => {
    const deletion = session.getState().deletions.find(({ ids }) => ids.includes(id))
    return deletion !== undefined && (pending.has(deletion) || !items.some((item) => item.id === id))
  }
  const ids = wanted.filter((id) => !isGone(id)) // a key that is held asks again before the tile is gone
  if (ids.length === 0) return
  const first = items.find(({ id }) => id === ids[0])
  const isDone = client.call('deletePictures', { ids: [...ids] }).then(
    () => true,
    (error: unknown) => (tellError(stores, error), false),
  )
  const deletion: Deletion = { ids, first, steps: stepsOf(stores), isDone }
  pending.add(deletion)
  // At once: an undo that comes before the answer is about this one, and waits for it.
  session.setState(({ deletions }) => ({ deletions: [...deletions, deletion], undoIsOfPictures: true }))
  const isDeleted = await isDone
  pending.delete(deletion)
  if (!isDeleted) return forget(stores, deletion)
  const gone = (id: string | undefined) => (id !== undefined && ids.includes(id) ? undefined : id)
  session.setState(({ backdrop, viewedId, viewedOtherId }) => ({
    viewedId: gone(viewedId),
    viewedOtherId: gone(viewedOtherId),
    backdrop: { ...backdrop, pictureId: gone(backdrop.pictureId), otherId: gone(backdrop.otherId) },
  }))
  if (!session.getState().deletions.includes(deletion)) return // it is being taken back already
  notices.getState().tell({
    kind: 'info',
    title: t('gallery.deleted', { count: ids.length }),
    pictureIds: ids,
    action: { label: t('gallery.takeBack'), run: () => void takeBack(stores, deletion) },
  })
}

/** Takes back the last deletion of this session. Returns whether there was one. */
export function takeBackLast(stores: Stores): boolean {
  const last = stores.session.getState().deletions.at(-1)
  if (last) void takeBack(stores, last)
  return last !== undefined
}

async function takeBack(stores: Stores, deletion: Deletion): Promise<void> {
  const { client, session, notices } = stores
  const { ids, first, isDone } = deletion
  if (!session.getState().deletions.includes(deletion)) return
  forget(stores, deletion)
  if (!(await isDone)) return
  for (const { id, kind, pictureIds } of notices.getState().notices) {
    const isOfLastTime = kind === 'success' && pictureIds !== undefined
    if (pictureIds === ids || isOfLastTime) notices.getState().dismiss(id)
  }
  try {
    await client.call('restorePictures', { ids: [...ids] })
  } catch (error) {
    session.setState(({ deletions }) => ({ deletions: [...deletions, deletion] }))
    tellError(stores, error)
    return
  }
  session.setState({ takenBackIds: ids, undoIsOfPictures: true })
  const isAlone = ids.length === 1 && first !== undefined
  const title = isAlone
    ? t('gallery.restoredOne', { name: first.name, seed: `${first.seed}` })
    : t('gallery.restored', { count: ids.length })
  notices.getState().tell({ kind: 'success', title, pictureIds: ids })
}

function forget({ session }: Pick<Stores, 'session'>, deletion: Deletion): void {
  session.setState(({ deletions }) => ({ deletions: deletions.filter((other) => other !== deletion) }))
}

const stepsOf = ({ document }: Pick<Stores, 'document'>) => document.getState().history.past.length

/** Whether the last thing that was done is a step of the document, made where the artist could see it. */
function isStepLast(stores: Stores): boolean {
  const { deletions, view, stepsAtGallery } = stores.session.getState()
  const last = deletions.at(-1)
  if (view === 'canvas') return last !== undefined && stepsOf(stores) > last.steps
  return stepsOf(stores) > Math.max(stepsAtGallery, last?.steps ?? 0)
}

/**
 * Undo where pictures lie: what was deleted comes back, and what the inspector has changed since then or beside the
 * gallery goes first. Returns whether the press was about pictures.
 */
export function undoAmongPictures(stores: Stores, direction: 'undo' | 'redo'): boolean {
  const { undoIsOfPictures, view } = stores.session.getState()
  if (direction === 'undo' && isStepLast(stores)) return false
  if (direction === 'undo' && takeBackLast(stores)) return true
  if (!undoIsOfPictures && view === 'canvas') return false
  stores.notices
    .getState()
    .tell({ kind: 'info', title: t('gallery.nothingDeleted'), text: t('gallery.stepsElsewhere') })
  return true
}
