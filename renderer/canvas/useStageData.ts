import { useEffect, type RefObject } from 'react'
import type { Viewport } from '../state/sessionStore.ts'
import { useStores } from '../state/stores.ts'

/** Writes the viewport to the stage for whoever drives the window from outside; nothing is drawn anew for it. */
export function useStageData(stage: RefObject<HTMLElement | null>): void {
  const { session } = useStores()
  useEffect(() => {
    const write = ({ viewport }: { readonly viewport: Viewport }) => {
      const { zoom, x, y } = viewport
      if (stage.current) Object.assign(stage.current.dataset, { zoom: `${zoom}`, x: `${x}`, y: `${y}` })
    }
    write(session.getState())
    return session.subscribe((state, before) => {
      if (state.viewport !== before.viewport) write(state)
    })
  }, [stage, session])
}
