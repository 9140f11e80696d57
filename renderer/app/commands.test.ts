import { describe, expect, it, vi } from 'vitest'
import { menus } from '../../electron/bridge/menu.ts'
import { german } from '../i18n/german.ts'
import { english } from '../i18n/texts.ts'
import { createSessionStore, type SessionData } from '../state/sessionStore.ts'
import type { Stores } from '../state/stores.ts'
import { commandOf, commands, runCommand } from './commands.ts'
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

describe('commands of the canvas', () => {
  function run(id: string, state: Partial<SessionData>) {
    const session = createSessionStore()
    session.setState({ selection: ['a'] })
    session.setState(state)
    const apply = vi.fn()
    const document = {
      getState: () => ({ apply, project: { concepts: [{ id: 'a' }] }, history: { past: [], future: [] } }),
    }
    runCommand({ session, document } as unknown as Stores, id)
    return { apply, tool: session.getState().tool }
  }

  it('do nothing behind the gallery', () => {
    expect(run('delete', { view: 'canvas' }).apply).toHaveBeenCalledOnce()
    expect(run('delete', { view: 'gallery' }).apply).not.toHaveBeenCalled()
    expect(run('brush', { view: 'canvas' }).tool).toBe('brush')
    expect(run('brush', { view: 'gallery' }).tool).toBe('select')
  })

  it('wait while the hand holds something, and undo takes that back', () => {
    const takeBack = vi.fn()
    expect(run('delete', { hand: { takeBack } }).apply).not.toHaveBeenCalled()
    expect(takeBack).not.toHaveBeenCalled()
    run('undo', { hand: { takeBack } })
    expect(takeBack).toHaveBeenCalledOnce()
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
