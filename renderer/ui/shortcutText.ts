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
/** Alike on every keyboard. */
const signs: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', Arrows: '←↑↓→' }
const keys = {
  en: { Mod: 'Ctrl', Delete: 'Del', Escape: 'Esc', Press: 'click', Wheel: 'wheel' },
  de: {
    Mod: 'Strg',
    Shift: 'Umschalt',
    Enter: 'Eingabe',
    Backspace: 'Rücktaste',
    Space: 'Leertaste',
    Delete: 'Entf',
    Escape: 'Esc',
    Press: 'Klick',
    Wheel: 'Rad',
  },
} satisfies Record<'en' | 'de', Record<string, string>>

/** A shortcut such as `Mod+Shift+S` as it stands on the keyboard of this system. */
export function shortcutText(shortcut: string, mac = isMac): string {
  const names: Readonly<Record<string, string>> = { ...keys[currentLanguage()], ...(mac && macKeys) }
  const parts = shortcutParts(shortcut).map((key) => signs[key] ?? names[key] ?? key)
  return parts.join(mac ? '' : '+')
}

/** Its keys, the last of which may be a plus itself. */
export function shortcutParts(shortcut: string): string[] {
  if (shortcut === '+') return ['+']
  return shortcut.endsWith('++') ? [...shortcut.slice(0, -2).split('+'), '+'] : shortcut.split('+')
}

/** A shortcut as `aria-keyshortcuts` wants it. */
export function spokenShortcut(shortcut: string, mac = isMac): string {
  return shortcut.replace('Mod', mac ? 'Meta' : 'Control')
}
