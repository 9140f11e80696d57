import { changeSettings, type HostState } from '../state/hostStores.ts'
import type { Stores } from '../state/stores.ts'

/** What a window remembers of its panels, below `settings.layout`. */
export const folds = { left: 'leftFolded', right: 'rightFolded', strip: 'stripFolded' } as const
export const sizes = { left: 'leftWidth', right: 'rightWidth', strip: 'stripHeight' } as const
export type PanelName = keyof typeof folds

export function isFolded({ settings }: Pick<HostState, 'settings'>, panel: PanelName): boolean {
  return settings.layout[folds[panel]] === true
}

export function changeLayout(stores: Stores, change: HostState['settings']['layout']): void {
  const { layout } = stores.host.getState().settings
  // a size that is not remembered is not worth a word; the next change tries again
  changeSettings(stores, { layout: { ...layout, ...change } }).catch(() => undefined)
}

export function toggleFold(stores: Stores, panel: PanelName): void {
  changeLayout(stores, { [folds[panel]]: !isFolded(stores.host.getState(), panel) })
}
