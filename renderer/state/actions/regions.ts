import type { Concept } from '../../../engine/protocol/project.ts'
import { duplicateConcepts, removeConcepts, setFlag } from '../../document/commands/arrange.ts'
import { changeOrder, resizeRegion, setMask, setRegion, type OrderChange } from '../../document/commands/region.ts'
import { emptyMask, fullMask, invertedMask, type Mask } from '../../document/mask.ts'
import { movedOnCanvas } from '../../document/movedMask.ts'
import { resampledOnCanvas } from '../../document/resampledMask.ts'
import { rasterizedRegion } from '../../document/rasterize.ts'
import { isMovable, regionBounds } from '../../document/regionShape.ts'
import { withOneShown } from '../../document/withOneShown.ts'
import { roundedBox, type Box } from '../../geometry/box.ts'
import { clamp } from '../../geometry/points.ts'
import { t } from '../../i18n/language.ts'
import type { Brush, ToolName } from '../sessionStore.ts'
import type { Stores } from '../stores.ts'

type Parts = Pick<Stores, 'document' | 'session' | 'masks'>

/**
 * How far a copy lies beside its original, in canvas pixels: a thirty-second of the canvas, so that both can be seen.
 */
const copyShift = (side: number) => Math.round(side / 32)

export const diameters = { smallest: 1, largest: 1024 } as const

/** The concepts that are selected, as the document has them. */
export function selectedConcepts({ document, session }: Pick<Stores, 'document' | 'session'>): Concept[] {
  const { selection } = session.getState()
  const { concepts } = document.getState().project
  return concepts.filter(({ id }) => selection.includes(id))
}

const selectedIds = (stores: Parts) => selectedConcepts(stores).map(({ id }) => id)

/** Everything that can be worked with: what is locked or cannot be seen must not be deleted with it. */
export function selectAll({ document, session }: Parts): void {
  const { concepts } = withOneShown(document.getState().project, session.getState().soloId)
  session.getState().select(concepts.filter(isMovable).map(({ id }) => id))
}

export function selectNothing({ session }: Parts): void {
  session.getState().select([])
}

export function duplicateSelected(stores: Parts): void {
  const ids = new Map(selectedIds(stores).map((id) => [id, crypto.randomUUID()]))
  if (ids.size === 0) return
  const { project, apply } = stores.document.getState()
  const { canvas, concepts } = project
  const shift = copyShift(Math.max(canvas.width, canvas.height))
  const masks = concepts.flatMap(({ id, region }) => {
    const mask = ids.has(id) && region.type === 'mask' ? stores.masks.get(region.file.path) : undefined
    return mask ? [[ids.get(id)!, stores.masks.add(movedOnCanvas(mask, canvas, shift, shift))] as const] : []
  })
  apply('duplicateConcepts', (current) =>
    masks.reduce((copied, [id, name]) => setMask(id, name)(copied), duplicateConcepts(ids, shift)(current)),
  )
  stores.session.getState().select([...ids.values()])
}

export function deleteSelected(stores: Parts): void {
  const ids = selectedIds(stores)
  if (ids.length === 0) return
  stores.document.getState().apply('removeConcepts', removeConcepts(ids))
  stores.session.getState().select([])
}

/**
 * Hides all that are selected; shows them where none of them is seen. While one concept is shown alone the others are
 * not seen either: to show or hide something ends that.
 */
export function toggleHidden(stores: Parts, ids = selectedIds(stores)): void {
  const { project, apply } = stores.document.getState()
  const { concepts } = withOneShown(project, stores.session.getState().soloId)
  const chosen = concepts.filter(({ id }) => ids.includes(id))
  if (chosen.length === 0) return
  showAlone(stores, undefined)
  apply('hideConcept', setFlag(ids, 'hidden', !chosen.every(({ hidden }) => hidden)))
}

export function toggleLocked(stores: Parts, ids = selectedIds(stores)): void {
  const { project, apply } = stores.document.getState()
  const chosen = project.concepts.filter(({ id }) => ids.includes(id))
  if (chosen.length > 0) apply('lockConcept', setFlag(ids, 'locked', !chosen.every(({ locked }) => locked === true)))
}

/** Shows one concept alone, also one that was hidden, or all again. */
export function toggleSolo(stores: Parts, id = stores.session.getState().selection.at(-1)): void {
  const { soloId } = stores.session.getState()
  const alone = soloId === id ? undefined : id
  if (alone !== undefined) stores.document.getState().apply('hideConcept', setFlag([alone], 'hidden', false))
  showAlone(stores, alone)
}

function showAlone({ document, session }: Parts, id: string | undefined) {
  const { soloId, set, announce } = session.getState()
  if (id === soloId) return
  set({ soloId: id })
  const concept = document.getState().project.concepts.find((one) => one.id === id)
  announce(concept ? t('concepts.onlyShown', { name: concept.name }) : t('concepts.allShown'))
}

function order(stores: Parts, change: OrderChange) {
  stores.document.getState().apply('changeOrder', changeOrder(selectedIds(stores), change))
}
export const bringForward = (stores: Parts): void => order(stores, 'forward')
export const sendBackward = (stores: Parts): void => order(stores, 'backward')
export const bringToFront = (stores: Parts): void => order(stores, 'front')
export const sendToBack = (stores: Parts): void => order(stores, 'back')

/** Moves the right and lower sides of what is selected. */
export function growSelected(stores: Parts, dx: number, dy: number): void {
  const { document, masks } = stores
  const { canvas } = document.getState().project
  asStep(stores, 'resizeRegion', () => {
    for (const { id, region } of selectedConcepts(stores).filter(isMovable)) {
      const bounds = region.type === 'canvas' ? undefined : regionBounds(region, canvas, (name) => masks.get(name))
      if (!bounds) continue
      const { x, y, width, height } = bounds
      fitRegion(stores, id, { x, y, width: Math.max(1, width + dx), height: Math.max(1, height + dy) })
    }
  })
}

/**
 * Brings the region of a concept into a box. During a gesture a mask is stretched from what it was before: many small
 * changes do not wear it out.
 */
export function fitRegion(stores: Parts, id: string, box: Box): void {
  const { document, masks } = stores
  const { project, gesture, apply } = document.getState()
  const { canvas, concepts } = gesture?.before ?? project
  const region = concepts.find((concept) => concept.id === id)?.region
  if (region?.type !== 'mask') {
    apply('resizeRegion', resizeRegion(id, box))
    return
  }
  const mask = masks.get(region.file.path)
  const from = regionBounds(region, canvas, (name) => masks.get(name))
  if (mask && from)
    apply('resizeRegion', setMask(id, masks.add(resampledOnCanvas(mask, canvas, from, roundedBox(box)))))
}

/** Several changes as one step, or as a part of the one that is under way. */
function asStep({ document }: Parts, label: string, change: () => void) {
  const { beginGesture, endGesture, gesture } = document.getState()
  if (gesture?.label === label) {
    change()
    return
  }
  beginGesture(label)
  change()
  endGesture()
}

/** Makes the regions of what is selected the whole canvas again. */
export function clearRegion(stores: Parts): void {
  asStep(stores, 'clearMask', () => {
    for (const id of selectedIds(stores))
      stores.document.getState().apply('clearMask', setRegion(id, { type: 'canvas' }))
  })
}

/** What can be done to a mask as a whole. */
export type MaskChange = 'convert' | 'fill' | 'clear' | 'invert'

/**
 * Changes the masks of what is selected; boxes and polygons become masks first. Masks that still load are left alone.
 */
export function changeMask(stores: Parts, change: MaskChange): void {
  const { document, masks } = stores
  const { canvas } = document.getState().project
  const label = change === 'clear' ? 'clearMask' : 'paintMask'
  asStep(stores, label, () => {
    for (const { id, region } of selectedConcepts(stores).filter(isMovable)) {
      if (change === 'convert' && region.type === 'mask') continue
      const mask = region.type === 'mask' ? masks.get(region.file.path) : rasterizedRegion(region, canvas)
      if (mask) document.getState().apply(label, setMask(id, masks.add(maskChanges[change](mask))))
    }
  })
}

const maskChanges: Readonly<Record<MaskChange, (mask: Mask) => Mask>> = {
  convert: (mask) => mask,
  fill: ({ width, height }) => fullMask(width, height),
  clear: ({ width, height }) => emptyMask(width, height),
  invert: invertedMask,
}

export function setTool({ session }: Pick<Stores, 'session'>, tool: ToolName): void {
  session.getState().set({ tool })
}

export function changeBrush({ session }: Pick<Stores, 'session'>, change: Partial<Brush>): void {
  session.setState(({ brush }) => ({ brush: { ...brush, ...change } }))
}

/** A step of the brush that grows with it, so that it can become large in few steps and small in exact ones. */
export function stepDiameter(stores: Pick<Stores, 'session'>, direction: 1 | -1): void {
  const { diameter } = stores.session.getState().brush
  const step = Math.max(1, Math.round(diameter * 0.15))
  changeBrush(stores, { diameter: clamp(diameter + direction * step, diameters.smallest, diameters.largest) })
}

export function stepHardness(stores: Pick<Stores, 'session'>, direction: 1 | -1): void {
  const { hardness } = stores.session.getState().brush
  changeBrush(stores, { hardness: clamp(Math.round((hardness + direction * 0.1) * 10) / 10, 0, 1) })
}
