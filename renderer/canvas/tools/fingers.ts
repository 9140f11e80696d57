import type { StagePoint } from '../../geometry/points.ts'
import { keptInView, pinched, type FingerPair, type Viewport } from '../../geometry/viewport.ts'
import type { CanvasTools } from './toolState.ts'

/**
 * Fingers on the stage: one is a pointer as any other, two move and zoom the canvas. Each answers whether tools keep
 * out.
 */
export interface Fingers {
  readonly down: (id: number, at: StagePoint) => boolean
  readonly move: (id: number, at: StagePoint) => boolean
  /** A finger that stays when the other one leaves does nothing until it has left as well. */
  readonly up: (id: number) => boolean
}

/** `takeBack` ends what the first finger has begun before the second one came. */
export function createFingers(
  { document, session }: Pick<CanvasTools, 'document' | 'session'>,
  takeBack: () => void,
): Fingers {
  const places = new Map<number, StagePoint>()
  let pinch:
    { readonly ids: readonly [number, number]; readonly from: FingerPair; readonly viewport: Viewport } | undefined
  let isTaken = false

  return {
    down(id, at) {
      places.set(id, at)
      const [first, second] = [...places]
      if (first && second && !isTaken) {
        takeBack()
        isTaken = true
        pinch = { ids: [first[0], second[0]], from: [first[1], second[1]], viewport: session.getState().viewport }
      }
      return isTaken
    },
    move(id, at) {
      if (places.has(id)) places.set(id, at)
      if (pinch?.ids.includes(id)) {
        const [first, second] = pinch.ids
        const moved = pinched(pinch.viewport, pinch.from, [places.get(first)!, places.get(second)!])
        const { canvas } = document.getState().project
        session.getState().set({ viewport: keptInView(moved, canvas, session.getState().stageSize) })
      }
      return isTaken
    },
    up(id) {
      places.delete(id)
      if (pinch?.ids.includes(id)) pinch = undefined
      const wasTaken = isTaken
      if (places.size === 0) isTaken = false
      return wasTaken
    },
  }
}
