import { useCallback, useEffect, useMemo, useRef, type KeyboardEvent, type RefObject } from 'react'
import { growSelected, selectNothing } from '../state/actions/regions.ts'
import { useStores } from '../state/stores.ts'
import { useCanvasParts } from './canvasParts.ts'
import { createNudging } from './tools/nudging.ts'
import type { ToolMachine } from './tools/toolMachine.ts'

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
/** Canvas pixels with Shift. */
const leap = 10

/**
 * Keys of the stage and of the list that mirrors it: arrows move, Alt and arrows resize, Escape takes back. A key that
 * is held is one step. All other keys are in the window's table of commands.
 */
export function useRegionKeys(machine: RefObject<ToolMachine | undefined>): (event: KeyboardEvent) => void {
  const stores = useStores()
  const { live } = useCanvasParts()
  const nudging = useMemo(() => createNudging({ ...stores, live }), [stores, live])
  const isHeld = useRef(false)
  useEffect(() => {
    const letGo = (event: Event) => {
      if (!isHeld.current || (event instanceof window.KeyboardEvent && !(event.key in arrows))) return
      isHeld.current = false
      stores.document.getState().endGesture()
    }
    window.addEventListener('keyup', letGo)
    window.addEventListener('blur', letGo)
    return () => {
      window.removeEventListener('keyup', letGo)
      window.removeEventListener('blur', letGo)
    }
  }, [stores])

  return useCallback(
    (event) => {
      const arrow = arrows[event.key]
      if (event.key === 'Escape') {
        if (isHeld.current) nudging.cancel()
        else if (!machine.current?.cancel()) selectNothing(stores)
        isHeld.current = false
      } else if (arrow && !event.ctrlKey && !event.metaKey) {
        const { selection } = stores.session.getState()
        if (selection.length === 0 || machine.current?.stateName() !== 'idle') return
        isHeld.current = true
        const length = event.shiftKey ? leap : 1
        const [dx, dy] = [arrow[0] * length, arrow[1] * length]
        if (event.altKey) {
          const { gesture, beginGesture } = stores.document.getState()
          if (gesture?.label !== 'resizeRegion') beginGesture('resizeRegion')
          growSelected(stores, dx, dy)
        } else {
          nudging.move(dx, dy)
        }
      } else if (event.ctrlKey || event.metaKey || !machine.current?.key(event.key)) {
        return
      }
      event.preventDefault()
      event.stopPropagation()
    },
    [stores, machine, nudging],
  )
}
