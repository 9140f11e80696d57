import type { english } from '../i18n/texts.ts'

type Places = typeof english.app.place
type PlaceName = keyof Places

export interface PlaceKeys<Name extends PlaceName> {
  readonly id: Exclude<keyof Places[Name], 'title'>
  /** As shortcuts of commands; `Press` is the pointer's, `Arrows` are all four. */
  readonly keys: readonly string[]
}

/**
 * Keys that mean something where the focus lies and nowhere else: what has the focus heeds them, the sheet of shortcuts
 * tells them beside those of the commands.
 */
export const placeKeys: { readonly [Name in PlaceName]: readonly PlaceKeys<Name>[] } = {
  regions: [
    { id: 'move', keys: ['Arrows'] },
    { id: 'leap', keys: ['Shift+Arrows'] },
    { id: 'resize', keys: ['Alt+Arrows'] },
    { id: 'takeBack', keys: ['Escape'] },
    { id: 'finish', keys: ['Enter'] },
    { id: 'removePoint', keys: ['Backspace'] },
    { id: 'drag', keys: ['Space'] },
    { id: 'zoom', keys: ['Mod+Wheel'] },
  ],
  gallery: [
    { id: 'go', keys: ['Arrows'] },
    { id: 'look', keys: ['Enter'] },
    { id: 'add', keys: ['Mod+Press'] },
    { id: 'range', keys: ['Shift+Press'] },
    { id: 'all', keys: ['Mod+A'] },
    { id: 'remove', keys: ['Delete'] },
    { id: 'takeBack', keys: ['Mod+Z'] },
    { id: 'none', keys: ['Escape'] },
    { id: 'beside', keys: ['Alt+Press'] },
  ],
  viewer: [
    { id: 'neighbour', keys: ['ArrowLeft', 'ArrowRight'] },
    { id: 'zoom', keys: ['+', '-', 'Mod+Wheel'] },
    { id: 'whole', keys: ['0'] },
    { id: 'full', keys: ['1'] },
    { id: 'move', keys: ['Shift+Arrows'] },
    { id: 'remove', keys: ['Delete'] },
    { id: 'close', keys: ['Escape'] },
  ],
}
