import { useCallback, type KeyboardEvent, type RefObject } from 'react'
import { growSelected, nudgeSelected, selectNothing } from '../state/actions/regions.ts'
import { useStores } from '../state/stores.ts'
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
 * Keys of the stage and of the list that mirrors it: arrows move, Alt and arrows resize, Escape takes back. All others are in the
 * window's table of commands.
 */
export function useRegionKeys(machine: RefObject<ToolMachine | undefined>): (event: KeyboardEvent) => void {
  const stores = useStores()
  return useCallback(
    (event) => {
      const arrow = arrows[event.key]
      if (event.key === 'Escape') {
        if (!machine.current?.cancel()) selectNothing(stores)
      } else if (arrow && !event.ctrlKey && !event.metaKey) {
        if (stores.session.getState().selection.length === 0) return
        const length = event.shiftKey ? leap : 1
        const change = event.altKey ? growSelected : nudgeSelected
        change(stores, arrow[0] * length, arrow[1] * length)
      } else if (!machine.current?.key(event.key)) {
        return
      }
      event.preventDefault()
      event.stopPropagation()
    },
    [stores, machine],
  )
}
