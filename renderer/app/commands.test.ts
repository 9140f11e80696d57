import { describe, expect, it, vi } from 'vitest'
import { menus } from '../../electron/bridge/menu.ts'
import { german } from '../i18n/german.ts'
import { english } from '../i18n/texts.ts'
import { createProject } from '../../engine/protocol/project.ts'
import { createLiveStore } from '../canvas/liveStore.ts'
import { createNudging } from '../canvas/tools/nudging.ts'
import { createDocumentStore } from '../state/documentStore.ts'
import { createSessionStore, type SessionData } from '../state/sessionStore.ts'
import type { Stores } from '../state/stores.ts'
import { commandOf, commands, isAvailable, runCommand } from './commands.ts'
import { keyBindings } from './keyBindings.ts'

describe('the table of commands', () => {
  it('has everything that stands in a menu', () => {
    const reached = menus.flatMap(({ entries }) =>
      entries.flatMap((entry) => ('command' in entry ? [entry.command] : [])),
    )
    expect(reached.filter((id) => commandOf(id) === undefined)).toEqual([])
  })

  it('gives no shortcut and no id twice', () => {
    const bindings = commands.flatMap(({ shortcuts }) => shortcuts.flatMap(keyBindings))
    expect(new Set(bindings).size).toBe(bindings.length)
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
  })

  it('has one row for what is done, however many keys do it', () => {
    expect(new Set(commands.map(({ run }) => run)).size).toBe(commands.length)
    expect(commandOf('zoomFit')!.shortcuts).toEqual(['Mod+0', '0'])
    expect(commandOf('shortcuts')!.shortcuts).toEqual(['F1', '?', 'Mod+/'])
  })

  it('calls its commands by other names in German', () => {
    for (const id of Object.keys(english.app.command) as (keyof typeof english.app.command)[]) {
      expect(german.app.command[id]).not.toBe(english.app.command[id])
    }
  })
})

describe('running a command', () => {
  const box = { type: 'box' as const, x: 20, y: 20, width: 100, height: 80 }

  function setUp(state: Partial<SessionData> = {}) {
    const project = createProject({ model: { path: '.' }, concepts: [{ id: 'a', name: 'a', region: box }] })
    const opened = { documentId: 'd', name: 'd', hasFile: false, isChanged: false, warnings: [], problems: [] }
    const document = createDocumentStore({ ...opened, project })
    const session = createSessionStore()
    session.setState({ selection: ['a'], ...state })
    const stores = { session, document, live: createLiveStore() } as unknown as Stores &
      Parameters<typeof createNudging>[0]
    return {
      stores,
      run: (id: string) => runCommand(stores, id),
      ids: () => document.getState().project.concepts.map(({ id }) => id),
      steps: () => document.getState().history.past.map(({ label }) => label),
    }
  }

  it('about concepts waits where the canvas is not seen, and is not offered there', () => {
    const { stores, run, ids } = setUp({ view: 'gallery' })
    for (const id of ['delete', 'selectAll', 'lock', 'brush']) {
      expect(isAvailable(stores, commandOf(id)!)).toBe(false)
      run(id)
    }
    expect(ids()).toEqual(['a'])
    expect(stores.session.getState()).toMatchObject({ tool: 'select', view: 'gallery' })
    stores.session.getState().set({ view: 'canvas' })
    run('brush')
    run('delete')
    expect(ids()).toEqual([])
    expect(stores.session.getState().tool).toBe('brush')
  })

  it('undoes everywhere', () => {
    const { stores, run, ids } = setUp()
    run('delete')
    stores.session.getState().set({ view: 'gallery' })
    run('undo')
    expect(ids()).toEqual(['a'])
  })

  it('waits while the hand holds something, and undo takes that back', () => {
    const takeBack = vi.fn()
    const { run, ids, steps } = setUp({ hand: { takeBack } })
    run('delete')
    expect([ids(), steps()]).toEqual([['a'], []])
    expect(takeBack).not.toHaveBeenCalled()
    run('undo')
    expect(takeBack).toHaveBeenCalledOnce()
  })

  it('undoes what a control is pulled to, also as the first step of a document', () => {
    const { stores, run, ids, steps } = setUp()
    const { beginGesture, changeGesture } = stores.document.getState()
    expect(isAvailable(stores, commandOf('undo')!)).toBe(false)
    beginGesture('removeConcepts')
    expect(isAvailable(stores, commandOf('undo')!)).toBe(false)
    changeGesture((project) => ({ ...project, concepts: [] }))
    run('undo')
    expect([ids(), steps(), stores.document.getState().gesture]).toEqual([['a'], [], undefined])
  })

  it('is a step of its own while an arrow key is held', () => {
    const { stores, run, ids, steps } = setUp()
    const nudging = createNudging(stores)
    nudging.move(1, 0)
    run('delete')
    nudging.move(1, 0)
    stores.document.getState().endGesture()
    expect(ids()).toEqual([])
    expect(steps()).toEqual(['moveRegion', 'removeConcepts'])
  })
})

describe('key bindings', () => {
  it.each([
    ['Mod+Shift+S', ['$mod+Shift+S']],
    ['Mod++', ['$mod++', '$mod+=', '$mod+Shift++']],
    ['Shift+[', ['Shift+BracketLeft']],
    ['?', ['?', 'Shift+?']],
    ['V', ['V']],
  ])('of %s', (shortcut, bindings) => expect(keyBindings(shortcut)).toEqual(bindings))
})
