import { useEffect, type RefObject } from 'react'
import { fitViewport, keptInView } from '../geometry/viewport.ts'
import { zoomToFit } from '../state/actions/viewport.ts'
import { useStores } from '../state/stores.ts'

/** Tells the session how large the stage is. A canvas that was fitted stays so; another document is fitted anew. */
export function useStageSize(stage: RefObject<HTMLElement | null>): void {
  const stores = useStores()
  useEffect(() => {
    const { session, document } = stores
    const element = stage.current
    if (!element) return undefined

    const observer = new ResizeObserver(() => {
      const next = { width: element.clientWidth, height: element.clientHeight }
      const { stageSize, viewport, set } = session.getState()
      if (next.width === stageSize.width && next.height === stageSize.height) return
      const { canvas } = document.getState().project
      const fitted = fitViewport(canvas, stageSize)
      const isFitted = stageSize.width === 0 || (fitted.zoom === viewport.zoom && fitted.x === viewport.x)
      set({ stageSize: next, viewport: isFitted ? fitViewport(canvas, next) : keptInView(viewport, canvas, next) })
    })
    observer.observe(element)

    const endListening = document.subscribe(({ documentId, project }, before) => {
      const { width, height } = project.canvas
      const isOther = width !== before.project.canvas.width || height !== before.project.canvas.height
      if (documentId !== before.documentId || isOther) zoomToFit(stores)
    })
    return () => {
      observer.disconnect()
      endListening()
    }
  }, [stage, stores])
}
