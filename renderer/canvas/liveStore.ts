import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Stroke } from '../document/stroke.ts'
import type { Box } from '../geometry/box.ts'
import type { Placement } from '../geometry/placement.ts'
import type { CanvasPoint, StagePoint } from '../geometry/points.ts'
import type { SnapLine } from './geometry/snapping.ts'

/** What is under the hand: drawn on the canvas, and neither in the document nor in the session. */
export interface Live {
  readonly guides: readonly SnapLine[]
  readonly marquee: Box | undefined
  readonly draft:
    | { readonly type: 'box'; readonly box: Box }
    | { readonly type: 'polygon'; readonly points: readonly CanvasPoint[]; readonly pointer: CanvasPoint }
    | undefined
  /** A stroke in the place of the region of its concept; `version` rises with each change. */
  readonly stroke: { readonly conceptId: string; readonly stroke: Stroke; readonly version: number } | undefined
  /** Masks that are moved or stretched: their pixels follow at the end. */
  readonly maskPlace: { readonly ids: readonly string[]; readonly by: Placement } | undefined
  /** Where a card of the library would be placed. */
  readonly ghost: Box | undefined
  readonly hoveredId: string | undefined
  /** Where the brush is; undefined while the pointer is elsewhere. */
  readonly pointer: StagePoint | undefined
  readonly cursor: string
}

export type LiveStore = StoreApi<Live>

export const nothingLive: Live = {
  guides: [],
  marquee: undefined,
  draft: undefined,
  stroke: undefined,
  maskPlace: undefined,
  ghost: undefined,
  hoveredId: undefined,
  pointer: undefined,
  cursor: 'default',
}

export function createLiveStore(): LiveStore {
  return createStore<Live>()(() => nothingLive)
}
