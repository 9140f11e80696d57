import { useMemo, type DragEvent, type RefObject } from 'react'
import { toCanvas } from '../geometry/viewport.ts'
import { adapterDragType, addAdapterTo, placeAdapter, placedBox } from '../state/actions/placeAdapter.ts'
import { useStores } from '../state/stores.ts'
import { useCanvasParts } from './canvasParts.ts'
import { conceptAt } from './geometry/hitTest.ts'
import { hitScene } from './tools/toolState.ts'

/**
 * Takes cards of the library: each becomes a concept where it is dropped; with Alt held, an adapter of the region
 * there.
 */
export function useDropTarget(stage: RefObject<HTMLElement | null>) {
  const stores = useStores()
  const { live } = useCanvasParts()
  return useMemo(() => {
    const carries = (event: DragEvent) => event.dataTransfer.types.includes(adapterDragType)
    const pointOf = ({ clientX, clientY }: DragEvent) => {
      const { left, top } = stage.current!.getBoundingClientRect()
      return toCanvas({ x: clientX - left, y: clientY - top }, stores.session.getState().viewport)
    }
    const targetOf = (event: DragEvent) => (event.altKey ? conceptAt(hitScene(stores), pointOf(event)) : undefined)

    return {
      onDragOver(event: DragEvent) {
        if (!carries(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        const target = targetOf(event)
        const { canvas } = stores.document.getState().project
        live.setState(
          target
            ? { ghost: undefined, hoveredId: target.id }
            : { ghost: placedBox(canvas, pointOf(event)), hoveredId: undefined },
        )
      },
      onDragLeave(event: DragEvent) {
        if (!stage.current?.contains(event.relatedTarget as Node | null)) live.setState({ ghost: undefined })
      },
      onDrop(event: DragEvent) {
        if (!carries(event)) return
        event.preventDefault()
        event.stopPropagation()
        live.setState({ ghost: undefined, hoveredId: undefined })
        const entryId = event.dataTransfer.getData(adapterDragType)
        const target = targetOf(event)
        if (!target) placeAdapter(stores, entryId, pointOf(event))
        else if (addAdapterTo(stores, target.id, entryId)) stores.session.getState().select([target.id])
        stage.current?.focus({ preventScroll: true })
      },
    }
  }, [stage, stores, live])
}
