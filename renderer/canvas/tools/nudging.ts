import { moveRegions } from '../../document/commands/region.ts'
import { isMovable } from '../../document/regionShape.ts'
import { unmoved } from '../../geometry/placement.ts'
import { selectedConcepts } from '../../state/actions/regions.ts'
import { holdGesture, type HeldGesture } from '../../state/heldGesture.ts'
import { moveMasks } from '../../state/moveMasks.ts'
import type { CanvasTools } from './toolState.ts'

const label = 'moveRegion'

export interface Nudging {
  /** Moves what is selected by canvas pixels, on top of what the key that is held has done before. */
  readonly move: (dx: number, dy: number) => void
  /** Takes back what the held key has done. */
  readonly cancel: () => void
}

/**
 * Moves by keys. Whatever a key does while it is held is one gesture, reckoned from where it began: a mask is shown
 * elsewhere, and its pixels follow once, when the gesture ends.
 */
export function createNudging({
  document,
  session,
  masks,
  live,
}: Pick<CanvasTools, 'document' | 'session' | 'masks' | 'live'>): Nudging {
  let held: { readonly gesture: HeldGesture; readonly ids: readonly string[] } | undefined
  let [dx, dy] = [0, 0]

  function begin() {
    const movable = selectedConcepts({ document, session }).filter(isMovable)
    const painted = movable.filter(({ region }) => region.type === 'mask').map(({ id }) => id)
    ;[dx, dy] = [0, 0]
    const gesture = holdGesture(document, label, (project) => {
      live.setState({ maskPlace: undefined })
      return moveMasks(masks, painted, dx, dy)(project)
    })
    held = { gesture, ids: movable.map(({ id }) => id) }
    if (painted.length > 0) live.setState({ maskPlace: { ids: painted, by: unmoved } })
  }

  return {
    move(byX, byY) {
      if (!held?.gesture.isHeld()) begin()
      const { gesture, ids } = held!
      dx += byX
      dy += byY
      document.getState().changeGesture(() => moveRegions(ids, dx, dy)(gesture.before))
      const { maskPlace } = live.getState()
      if (maskPlace) live.setState({ maskPlace: { ...maskPlace, by: { ...unmoved, dx, dy } } })
    },
    cancel() {
      document.getState().cancelGesture()
      live.setState({ maskPlace: undefined })
    },
  }
}
