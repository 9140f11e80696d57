import { describe, expect, it } from 'vitest'
import { commandIds, menuCommands, menus } from './menu.ts'

describe('the table of menus', () => {
  it('describes every command once', () => {
    expect(menuCommands.map(({ id }) => id)).toEqual([...commandIds])
  })

  it('reaches every command on every system', () => {
    for (const system of ['mac', 'others'] as const) {
      const shown = menus
        .filter(({ onlyOn }) => onlyOn === undefined || onlyOn === system)
        .flatMap(({ entries }) => entries)
        .filter(({ onlyOn }) => onlyOn === undefined || onlyOn === system)
      const reached = shown.flatMap((entry) => ('command' in entry ? [entry.command] : []))
      expect(reached.toSorted()).toEqual([...commandIds].sort())
    }
  })

  it('gives no accelerator to two commands', () => {
    const accelerators = menuCommands.flatMap(({ accelerator }) => accelerator ?? [])
    expect(new Set(accelerators).size).toBe(accelerators.length)
  })
})
