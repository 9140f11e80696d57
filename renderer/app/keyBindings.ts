import { shortcutParts } from '../ui/shortcutText.ts'

/** Keys that lie elsewhere, or under Shift, on keyboards of other languages: as tinykeys writes them. */
const places: Readonly<Record<string, readonly string[]>> = {
  '[': ['BracketLeft'],
  ']': ['BracketRight'],
  '+': ['+', '=', 'Shift++'],
  '/': ['/', 'Shift+/'],
  '?': ['?', 'Shift+?'],
  Delete: ['Delete', 'Backspace'],
}

/** The bindings of tinykeys for a shortcut such as `Mod+Shift+S`. */
export function keyBindings(shortcut: string): string[] {
  const parts = shortcutParts(shortcut)
  const key = parts.at(-1)!
  const modifiers = parts.slice(0, -1).map((part) => `${part === 'Mod' ? '$mod' : part}+`)
  return (places[key] ?? [key]).map((place) => `${modifiers.join('')}${place}`)
}
