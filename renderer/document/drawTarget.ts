import type { Concept } from '../../engine/protocol/project.ts'
import { isMovable } from './regionShape.ts'

/** What the artist wants to draw while a concept is selected: another one, or the region of that one. */
export interface DrawChoice {
  readonly conceptId: string
  readonly isNew: boolean
}

/** What becomes of a box or a polygon that is drawn. */
export interface DrawTarget {
  /** The selected concept, where it could take the region. */
  readonly concept: Concept | undefined
  /** Whether it becomes a new concept. */
  readonly isNew: boolean
}

/**
 * Without a choice a region goes to the selected concept where that has none of its own, and to a new concept
 * otherwise: nothing that was drawn is replaced unasked.
 */
export function drawTarget(
  concepts: readonly Concept[],
  selection: readonly string[],
  choice: DrawChoice | undefined,
): DrawTarget {
  const selected = selection.length === 1 ? concepts.find(({ id }) => id === selection[0]) : undefined
  if (!selected || !isMovable(selected)) return { concept: undefined, isNew: true }
  const isChosen = choice?.conceptId === selected.id
  return { concept: selected, isNew: isChosen ? choice.isNew : selected.region.type !== 'canvas' }
}
