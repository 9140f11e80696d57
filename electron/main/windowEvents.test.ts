import { resolve } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { settle, shellsForTests } from '../testing/startedShell.ts'

const shells = shellsForTests()

describe('events', () => {
  const sentOf = (window: { webContents: { sent: unknown[][] } }) => window.webContents.sent.map(([, ...rest]) => rest)

  it('reach a page that loads later, and again after it is reloaded', async () => {
    const { window, tell } = await shells.start()
    await settle()
    tell('engine', { status: 'starting' })
    tell('engine', { status: 'ready' })
    expect(window.webContents.sent).toEqual([])
    window.webContents.emit('did-stop-loading')
    expect(sentOf(window)).toEqual([['engine', { status: 'ready' }]])
    tell('jobs', { jobs: [] })
    window.webContents.emit('did-start-loading')
    window.webContents.emit('did-stop-loading')
    expect(sentOf(window).slice(2)).toEqual([
      ['engine', { status: 'ready' }],
      ['jobs', { jobs: [] }],
    ])
  })

  it('reach a page that was kept from leaving, and requests wait meanwhile', async () => {
    const { window, tell } = await shells.start()
    await settle()
    window.webContents.emit('did-stop-loading')
    window.webContents.emit('did-start-loading')
    tell('command', { id: 'save' })
    tell('saveAndClose', {})
    tell('gallery', {})
    expect(window.webContents.sent).toEqual([])
    window.webContents.emit('did-stop-loading')
    tell('command', { id: 'render' })
    expect(sentOf(window)).toEqual([
      ['command', { id: 'save' }],
      ['saveAndClose', {}],
      ['command', { id: 'render' }],
    ])
  })

  it('bring the file of a second start to the window, and the window to the front', async () => {
    const { app, window, log, recent } = await shells.start()
    await settle()
    window.webContents.emit('did-stop-loading')
    app.emit('second-instance', {}, ['electron', '.', 'duo.polyptych'], shells.folder)
    await settle()
    const path = resolve(shells.folder, 'duo.polyptych')
    const source = { type: 'given', file: { token: `token:${path}` } }
    expect(sentOf(window)).toEqual([['open', { source }]])
    expect(recent).toEqual([path])
    expect(log.at(-1)).toBe('focus')
  })

  it('keep a file that the system opens until the page is there', async () => {
    const { app, window } = await shells.start()
    const preventDefault = vi.fn()
    app.emit('open-file', { preventDefault }, '/duo.polyptych')
    await settle()
    expect(preventDefault).toHaveBeenCalled()
    expect(window.webContents.sent).toEqual([])
    window.webContents.emit('did-stop-loading')
    expect(sentOf(window)).toEqual([['open', { source: { type: 'given', file: { token: 'token:/duo.polyptych' } } }]])
  })

  it('of the menu name a command, and the menu lists documents that were used last', async () => {
    const { window, menu, tell } = await shells.start({ languages: ['de-AT', 'en'] })
    await settle()
    window.webContents.emit('did-stop-loading')
    tell('recent', { recent: [{ id: 'r1', name: 'Katz & Hund' }] })
    const file = menu().find(({ label }) => label === 'Datei')!.submenu as Electron.MenuItemConstructorOptions[]
    const click = (item: Electron.MenuItemConstructorOptions) => (item.click as () => void)()
    click(file.find(({ id }) => id === 'save')!)
    const used = file.find(({ label }) => label === 'Zuletzt benutzt')!.submenu as Electron.MenuItemConstructorOptions[]
    expect(used.map(({ label }) => label)).toEqual(['Katz && Hund'])
    click(used[0]!)
    expect(sentOf(window).slice(1)).toEqual([
      ['command', { id: 'save' }],
      ['open', { source: { type: 'recent', id: 'r1' } }],
    ])
  })

  it('on macOS the menu of the program comes first', async () => {
    expect((await shells.start({ platform: 'darwin' })).menu()[0]!.label).toBe('Polyptych')
    expect((await shells.start({ platform: 'win32' })).menu()[0]!.label).toBe('File')
  })
})
