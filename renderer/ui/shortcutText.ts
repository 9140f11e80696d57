import { currentLanguage } from '../i18n/language.ts'

export const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent)

const macKeys: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↩',
  Delete: '⌫',
  Escape: 'esc',
}
const keys = {
  en: { Mod: 'Ctrl', Delete: 'Del', Escape: 'Esc' },
  de: { Mod: 'Strg', Shift: 'Umschalt', Enter: 'Eingabe', Delete: 'Entf', Escape: 'Esc' },
} satisfies Record<'en' | 'de', Record<string, string>>

/** A shortcut such as `Mod+Shift+S` as it stands on the keyboard of this system. */
export function shortcutText(shortcut: string, mac = isMac): string {
  const names: Readonly<Record<string, string>> = mac ? macKeys : keys[currentLanguage()]
  const parts = shortcut.split('+').map((key) => names[key] ?? key)
  return parts.join(mac ? '' : '+')
}

/** A shortcut as `aria-keyshortcuts` wants it. */
export function spokenShortcut(shortcut: string, mac = isMac): string {
  return shortcut.replace('Mod', mac ? 'Meta' : 'Control')
}
