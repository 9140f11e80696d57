import { setFirstSeed, setOnlySeed } from '../../document/commands/seeds.ts'
import { t } from '../../i18n/language.ts'
import type { Stores } from '../stores.ts'
import { openDocument } from './documents.ts'
import { tellError } from './errors.ts'
import { renderPictures } from './render.ts'
import { randomSeed } from './seeds.ts'

/** The gallery in the place of the canvas. */
export function showGallery({ session, document }: Pick<Stores, 'session' | 'document'>): void {
  session.getState().set({ view: 'gallery', stepsAtGallery: document.getState().history.past.length })
}

/** Lays a picture below the regions. */
export function showInBackdrop({ session }: Pick<Stores, 'session'>, id: string): void {
  session.setState(({ backdrop }) => ({
    view: 'canvas',
    viewedId: undefined,
    viewedOtherId: undefined,
    backdrop: { ...backdrop, pictureId: id },
  }))
}

/** Shows a picture by itself, in front of the window; with a second one, both divided by a slider. */
export function viewPicture({ session }: Pick<Stores, 'session'>, id: string, otherId?: string): void {
  session.getState().set({ viewedId: id, viewedOtherId: otherId })
}

export function closeViewer({ session }: Pick<Stores, 'session'>): void {
  session.getState().set({ viewedId: undefined, viewedOtherId: undefined })
}

/** Opens the project that made a picture, as a new document. Returns whether it is shown. */
export async function restoreRecipe(stores: Stores, id: string): Promise<boolean> {
  if (stores.session.getState().viewedId !== undefined) {
    closeViewer(stores)
    await new Promise((resolve) => setTimeout(resolve)) // the focus goes back first, then to the question about changes
  }
  return openDocument(stores, { type: 'picture', id })
}

/** Opens the project that made a picture and renders it with another seed. */
export async function varyPicture(stores: Stores, id: string): Promise<void> {
  if (!(await restoreRecipe(stores, id))) return // the artist stayed with the document at hand
  stores.document.getState().apply('changeSeed', setOnlySeed(randomSeed()))
  await renderPictures(stores)
}

/** In the place of a list as well, which is told: it was chosen seed by seed. */
export function takeSeed({ document, notices }: Pick<Stores, 'document' | 'notices'>, seed: number): void {
  const { apply, project } = document.getState()
  const { seeds } = project
  if (!Array.isArray(seeds)) return apply('changeSeed', setFirstSeed(seed))
  apply('changeSeed', setOnlySeed(seed))
  const title = t('render.listReplaced', { seed: `${seed}`, seeds: seeds.join(', ') })
  notices.getState().tell({ kind: 'info', title })
}

export async function revealPicture(stores: Stores, id: string): Promise<void> {
  try {
    await stores.client.call('revealPicture', { id })
  } catch (error) {
    tellError(stores, error)
  }
}
