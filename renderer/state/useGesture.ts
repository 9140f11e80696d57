import { useRef } from 'react'
import type { Command } from './documentStore.ts'
import { holdGesture, type HeldGesture } from './heldGesture.ts'
import { useStores } from './stores.ts'

/**
 * What a control needs whose changes last: everything between its first and its last change is one step with this name.
 */
export function useGesture(label: string) {
  const { document } = useStores()
  const gesture = useRef<HeldGesture>(undefined)
  return {
    onBegin: () => void (gesture.current = holdGesture(document, label)),
    onEnd: () => gesture.current?.end(),
    onCancel: () => gesture.current?.cancel(),
    isHeld: () => gesture.current?.isHeld() ?? false,
    change: (command: Command) => document.getState().apply(label, command),
  }
}
