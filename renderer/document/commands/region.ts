import type { Concept, Project, Region } from '../../../engine/protocol/project.ts'
import { movedBox, roundedBox, type Box } from '../../geometry/box.ts'
import { movedPoints, polygonBounds, stretched, type Polygon } from '../../geometry/polygon.ts'
import { isMovable, stackingOf } from '../regionShape.ts'

/** Whether positions keep their fractions, or are rounded to whole pixels of the canvas. */
export interface Precision {
  readonly isFree: boolean
}

const whole: Precision = { isFree: false }

/** Gives a concept another region, whatever it had. */
export function setRegion(id: string, region: Region): (project: Project) => Project {
  return (project) => withConcepts(project, [id], (concept) => ({ ...concept, region }))
}

/** Moves boxes and polygons; the whole canvas stays, and masks move by their pixels (`movedOnCanvas`). */
export function moveRegions(ids: readonly string[], dx: number, dy: number, { isFree } = whole) {
  return (project: Project): Project => {
    if (dx === 0 && dy === 0) return project
    return withConcepts(project, ids, (concept) => {
      const region = movedRegion(concept.region, dx, dy, isFree)
      return region === concept.region ? concept : { ...concept, region }
    })
  }
}

function movedRegion(region: Region, dx: number, dy: number, isFree: boolean): Region {
  const whole = (value: number) => (isFree ? value : Math.round(value))
  switch (region.type) {
    case 'canvas':
    case 'mask':
      return region
    case 'box': {
      const { x, y } = movedBox(region, dx, dy)
      return { ...region, x: whole(x), y: whole(y) }
    }
    case 'polygon': {
      const { x, y } = polygonBounds(region.points)
      const points = movedPoints(region.points, whole(x + dx) - x, whole(y + dy) - y) // as one: its form stays
      return { ...region, points: [...points] }
    }
  }
}

/** Fits a box or a polygon into another box. */
export function resizeRegion(id: string, to: Box, { isFree } = whole) {
  const box = isFree ? to : roundedBox(to)
  return (project: Project): Project =>
    withConcepts(project, [id], (concept) => {
      const { region } = concept
      if (region.type === 'box') return { ...concept, region: { ...region, ...boxOf(box) } }
      if (region.type !== 'polygon') return concept
      const points = [...stretched(region.points, polygonBounds(region.points), box)]
      return { ...concept, region: { ...region, points } }
    })
}

const boxOf = ({ x, y, width, height }: Box) => ({ x, y, width, height })

/** A polygon of at least three points, in the place of whatever the concept had. */
export function setPolygon(id: string, points: Polygon, { isFree } = whole) {
  const place = (value: number) => (isFree ? value : Math.round(value))
  return setRegion(id, { type: 'polygon', points: points.map(({ x, y }) => ({ x: place(x), y: place(y) })) })
}

/** A painted mask by its name in the mask store. */
export function setMask(id: string, name: string) {
  return setRegion(id, { type: 'mask', file: { path: name } })
}

export type OrderChange = 'forward' | 'backward' | 'front' | 'back'

/** Moves concepts in front of others or behind them, and numbers all of them anew from 0 if anything changes. */
export function changeOrder(ids: readonly string[], change: OrderChange) {
  return (project: Project): Project => {
    const stacking = stackingOf(project.concepts).map(({ id }) => id)
    const next = reordered(stacking, new Set(ids), change)
    if (next.every((id, index) => id === stacking[index])) return project
    const orders = new Map(next.map((id, order) => [id, order]))
    return withConcepts(
      project,
      next,
      (concept) => ({ ...concept, order: orders.get(concept.id)! }),
      () => true,
    )
  }
}

function reordered(stacking: readonly string[], moved: ReadonlySet<string>, change: OrderChange): string[] {
  const chosen = stacking.filter((id) => moved.has(id))
  const others = stacking.filter((id) => !moved.has(id))
  switch (change) {
    case 'front':
      return [...others, ...chosen]
    case 'back':
      return [...chosen, ...others]
    case 'forward':
      return bubbled(stacking.toReversed(), moved).toReversed()
    case 'backward':
      return bubbled(stacking, moved)
  }
}

/** Each chosen one changes places with the one before it, unless that one is chosen too. */
function bubbled(ids: readonly string[], moved: ReadonlySet<string>): string[] {
  const next = [...ids]
  for (let index = 1; index < next.length; index++) {
    const [before, here] = [next[index - 1]!, next[index]!]
    if (moved.has(here) && !moved.has(before)) [next[index - 1], next[index]] = [here, before]
  }
  return next
}

/** The same project where no concept changes. */
function withConcepts(
  project: Project,
  ids: readonly string[],
  change: (concept: Concept) => Concept,
  isOpen: (concept: Concept) => boolean = isMovable,
): Project {
  const concepts = project.concepts.map((concept) =>
    ids.includes(concept.id) && isOpen(concept) ? change(concept) : concept,
  )
  return concepts.some((concept, index) => concept !== project.concepts[index]) ? { ...project, concepts } : project
}
