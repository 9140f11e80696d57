import { describe, expect, it } from 'vitest'
import { menus } from '../../electron/bridge/menu.ts'
import { german } from '../i18n/german.ts'
import { english } from '../i18n/texts.ts'
import { commandOf, commands } from './commands.ts'
import { keyBindings } from './keyBindings.ts'

describe('the table of commands', () => {
  it('has everything that stands in a menu', () => {
    const reached = menus.flatMap(({ entries }) =>
      entries.flatMap((entry) => ('command' in entry ? [entry.command] : [])),
    )
    expect(reached.filter((id) => commandOf(id) === undefined)).toEqual([])
  })

  it('gives no shortcut and no id twice', () => {
    const bindings = commands.flatMap(({ shortcut }) => (shortcut ? keyBindings(shortcut) : []))
    expect(new Set(bindings).size).toBe(bindings.length)
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
  })

  it('calls its commands by other names in German', () => {
    for (const id of Object.keys(english.app.command) as (keyof typeof english.app.command)[]) {
      expect(german.app.command[id]).not.toBe(english.app.command[id])
    }
  })
})

describe('key bindings', () => {
  it.each([
    ['Mod+Shift+S', ['$mod+Shift+S']],
    ['Mod++', ['$mod++', '$mod+=', '$mod+Shift++']],
    ['Shift+[', ['Shift+BracketLeft']],
    ['V', ['V']],
  ])('of %s', (shortcut, bindings) => expect(keyBindings(shortcut)).toEqual(bindings))
})
