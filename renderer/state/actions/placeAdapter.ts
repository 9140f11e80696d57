import type { ConceptAdapter, Project } from '../../../engine/protocol/project.ts'
import type { LibraryEntry } from '../../../engine/protocol/window/index.ts'
import { addAdapter } from '../../document/commands/adapter.ts'
import { createConcept } from '../../document/createConcept.ts'
import { keptInside, roundedBox, type Box } from '../../geometry/box.ts'
import type { CanvasPoint, Size } from '../../geometry/points.ts'
import type { Stores } from '../stores.ts'

/** What a card of the library carries while it is dragged: the id of its entry. */
export const adapterDragType = 'application/x-polyptych-adapter'

/** The size of a new region, as parts of the canvas. */
const usualWidth = 0.45
const usualHeight = 0.7
const usualWeight = 0.8

/** Where an adapter that is placed at a point would lie: around it, inside the canvas. */
export function placedBox({ width, height }: Size, { x, y }: CanvasPoint): Box {
  const box = { width: width * usualWidth, height: height * usualHeight }
  const placed = { ...box, x: x - box.width / 2, y: y - box.height / 2 }
  return keptInside(roundedBox(placed), { width, height })
}

/**
 * A new concept for an adapter of the library, on top of the others, around a point or where the fewest regions are.
 * Returns its id; undefined for an entry that is not there or broken.
 */
export function placeAdapter(
  { document, session, host }: Stores,
  entryId: string,
  point?: CanvasPoint,
): string | undefined {
  const entry = host.getState().library.entries.get(entryId)
  if (!entry || entry.problem) return undefined
  const { project, apply } = document.getState()
  const box = placedBox(project.canvas, point ?? freePoint(project))
  const concept = createConcept(project.concepts, {
    name: entry.name,
    region: { type: 'box', ...box },
    words: entry.triggerWords.join(', '),
    adapters: [adapterOf(entry)],
  })
  apply('addConcept', (current) => ({ ...current, concepts: [...current.concepts, concept] }))
  session.getState().select([concept.id])
  session.getState().set({ tool: 'select' })
  return concept.id
}

/** Gives a concept one more adapter. Returns whether there was one to give. */
export function addAdapterTo({ document, host }: Stores, conceptId: string, entryId: string): boolean {
  const entry = host.getState().library.entries.get(entryId)
  if (!entry || entry.problem) return false
  document.getState().apply('addAdapter', addAdapter(conceptId, adapterOf(entry)))
  return true
}

function adapterOf({ file, name, preferredStrength }: LibraryEntry): ConceptAdapter {
  return { file: { path: file, name }, weight: preferredStrength ?? usualWeight, from: 0, to: 1 }
}

/** Left, right or middle of the canvas: where the fewest regions have their centre. */
function freePoint({ canvas, concepts }: Project): CanvasPoint {
  const centres = concepts.flatMap(({ region }) => (region.type === 'box' ? region.x + region.width / 2 : []))
  const crowd = (place: number) => centres.filter((x) => Math.abs(x - place * canvas.width) < canvas.width / 5).length
  const place = [0.27, 0.73, 0.5].reduce((best, other) => (crowd(other) < crowd(best) ? other : best))
  return { x: place * canvas.width, y: canvas.height / 2 }
}
