import { useSyncExternalStore } from 'react'
import { changeSettings, type HostState } from '../state/hostStores.ts'
import { useStores, type Stores } from '../state/stores.ts'

/** What a window remembers of its panels, below `settings.layout`. */
export const folds = { left: 'leftFolded', right: 'rightFolded', strip: 'stripFolded' } as const
export const sizes = { left: 'leftWidth', right: 'rightWidth', strip: 'stripHeight' } as const
export type PanelName = keyof typeof folds

/** Windows in which a panel takes the room that the canvas needs: there it is folded until the artist opens it. */
const tooSmall: Readonly<Partial<Record<PanelName, string>>> = {
  left: '(max-width: 800px)',
  strip: '(max-height: 560px)',
}

export function isFolded({ settings }: Pick<HostState, 'settings'>, panel: PanelName): boolean {
  const query = tooSmall[panel]
  const chosen = settings.layout[folds[panel]]
  return typeof chosen === 'boolean' ? chosen : query !== undefined && matchMedia(query).matches
}

/** The same for a component, which is drawn again when the window passes the size. */
export function useFolded(panel: PanelName): boolean {
  const stores = useStores()
  return useSyncExternalStore(
    (listener) => {
      const query = tooSmall[panel] === undefined ? undefined : matchMedia(tooSmall[panel])
      query?.addEventListener('change', listener)
      const stop = stores.host.subscribe(listener)
      return () => {
        query?.removeEventListener('change', listener)
        stop()
      }
    },
    () => isFolded(stores.host.getState(), panel),
  )
}

export function changeLayout(stores: Stores, change: HostState['settings']['layout']): void {
  const { layout } = stores.host.getState().settings
  // a size that is not remembered is not worth a word; the next change tries again
  changeSettings(stores, { layout: { ...layout, ...change } }).catch(() => undefined)
}

export function toggleFold(stores: Stores, panel: PanelName): void {
  changeLayout(stores, { [folds[panel]]: !isFolded(stores.host.getState(), panel) })
}
