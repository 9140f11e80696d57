import type { Command } from './documentStore.ts'
import { useStores } from './stores.ts'

/** What a control needs whose changes last: everything between its first and its last change is one step with this name. */
export function useGesture(label: string) {
  const { document } = useStores()
  return {
    onBegin: () => document.getState().beginGesture(label),
    onEnd: () => document.getState().endGesture(),
    onCancel: () => document.getState().cancelGesture(),
    change: (command: Command) => document.getState().apply(label, command),
  }
}
