import type { Settings } from '../../engine/protocol/window/index.ts'

const prefersLight = () => window.matchMedia('(prefers-color-scheme: light)')

function applyTheme({ theme }: Pick<Settings, 'theme'>): void {
  const isLight = theme === 'light' || (theme === 'system' && prefersLight().matches)
  document.documentElement.dataset.theme = isLight ? 'light' : 'dark'
}

/** Follows the setting, and the system where the setting says so. */
export function followTheme(current: () => Settings, onSettings: (listener: () => void) => void): void {
  const apply = () => applyTheme(current())
  apply()
  onSettings(apply)
  prefersLight().addEventListener('change', apply)
}
