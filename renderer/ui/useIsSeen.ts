import { useSyncExternalStore } from 'react'

/** Whether the window lies before the artist's eyes, as far as the system knows. */
export function useIsSeen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener('visibilitychange', listener)
      return () => document.removeEventListener('visibilitychange', listener)
    },
    () => document.visibilityState === 'visible',
  )
}
