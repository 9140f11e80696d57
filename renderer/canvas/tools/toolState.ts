import type { Concept, Region } from '../../../engine/protocol/project.ts'
import type { StrokePoint } from '../../document/stroke.ts'
import type { CanvasPoint, StagePoint } from '../../geometry/points.ts'
import type { DocumentStore } from '../../state/documentStore.ts'
import type { MaskStore } from '../../state/maskStore.ts'
import type { SessionStore } from '../../state/sessionStore.ts'
import type { HitScene } from '../geometry/hitTest.ts'
import { snapLines, snapReach, type SnapLine } from '../geometry/snapping.ts'
import { regionBounds } from '../../document/regionShape.ts'
import type { LiveStore } from '../liveStore.ts'

/** A pointer as tools see it. */
export interface CanvasPointer {
  readonly stage: StagePoint
  readonly canvas: CanvasPoint
  /** Where it passed since the last event, this place last. */
  readonly passed: readonly StrokePoint[]
  /** 0 the main one, 1 the middle one, 2 that of the context menu, 5 the eraser of a pen. */
  readonly button: number
  readonly shift: boolean
  readonly alt: boolean
  /** Ctrl, or Cmd on a Mac. */
  readonly command: boolean
}

/** What a tool could not do, for the view to put into words. */
export type Refusal = 'nothingToPaint' | 'locked' | 'maskLoads'

/** What tools see and change. */
export interface CanvasTools {
  readonly document: DocumentStore
  readonly session: SessionStore
  readonly masks: MaskStore
  readonly live: LiveStore
  /** Whether the artist wants things to snap. */
  readonly snaps: () => boolean
  /** A concept for a region that was drawn, named in the language of the window. */
  readonly createConcept: (region: Region) => Concept
  readonly refuse: (refusal: Refusal, concept?: Concept) => void
}

/** Where a state leads: to another, back to the one in which the chosen tool waits, or nowhere. */
export type Next = ToolState | 'idle' | undefined

/** What the canvas is doing. A state with a gesture takes it back in `cancel`. */
export interface ToolState {
  readonly name: string
  readonly cursor?: string
  /** Of a state with a gesture: the state is over once this is false. */
  readonly isHeld?: () => boolean
  readonly press?: (pointer: CanvasPointer) => Next
  readonly move?: (pointer: CanvasPointer) => Next
  readonly release?: (pointer: CanvasPointer) => Next
  /** The pointer is gone without a release: keeps what it has done. Without this function `cancel` is called. */
  readonly letGo?: () => Next
  readonly doublePress?: (pointer: CanvasPointer) => Next
  /** `KeyboardEvent.key`. */
  readonly key?: (key: string) => Next
  readonly cancel?: () => void
}

/** Concepts that can be seen: with one alone on the stage, it is the only one. */
export function shownConcepts({ document, session }: Pick<CanvasTools, 'document' | 'session'>): readonly Concept[] {
  const { concepts } = document.getState().project
  const { soloId } = session.getState()
  return concepts.some(({ id }) => id === soloId) ? concepts.filter(({ id }) => id === soloId) : concepts
}

export function hitScene(tools: Pick<CanvasTools, 'document' | 'session' | 'masks'>): HitScene {
  return {
    concepts: shownConcepts(tools),
    canvas: tools.document.getState().project.canvas,
    masks: (name) => tools.masks.get(name),
    selection: tools.session.getState().selection,
  }
}

/** The concept that is selected last. */
export function selectedConcept({ document, session }: Pick<CanvasTools, 'document' | 'session'>): Concept | undefined {
  const id = session.getState().selection.at(-1)
  return document.getState().project.concepts.find((concept) => concept.id === id)
}

/** Lines to snap to while `moving` are moved, none where the artist does not want to. */
export function linesBeside(tools: CanvasTools, moving: readonly string[], pointer: CanvasPointer): SnapLine[] {
  if (!tools.snaps() || pointer.command) return []
  const { concepts, canvas, masks } = hitScene(tools)
  const others = concepts.filter(
    ({ id, hidden, region }) => !hidden && region.type !== 'canvas' && !moving.includes(id),
  )
  return snapLines(
    canvas,
    others.flatMap(({ region }) => regionBounds(region, canvas, masks) ?? []),
  )
}

/** `snapReach` in canvas pixels. */
export function reachOf({ session }: Pick<CanvasTools, 'session'>): number {
  return snapReach / session.getState().viewport.zoom
}
