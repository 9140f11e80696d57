import { describe, expect, it, vi } from 'vitest'
import { channels } from '../bridge/desktopBridge.ts'
import { settle, shellsForTests } from '../testing/startedShell.ts'

const shells = shellsForTests()

describe('the end', () => {
  const [saves, discards, cancels] = [0, 1, 2]
  const changed = { documentId: 'd1', name: 'Duo', isChanged: true }

  async function withChanges(answer: number, platform = 'linux') {
    const shell = await shells.start({ platform })
    await settle()
    shell.window.webContents.emit('did-stop-loading')
    shell.state.facilities!.tellTitle!(changed)
    shell.answers.message = answer
    return shell
  }

  it('closes engine and studio before the process ends', async () => {
    const { window, log, close } = await shells.start()
    window.userCloses()
    await settle()
    expect(close).toHaveBeenCalledOnce()
    expect(log.slice(-3)).toEqual(['services closed', 'quit', 'ended'])
  })

  it('waits for them, even when it is told to quit again', async () => {
    const { app, close, log } = await shells.start()
    let done: () => void = () => undefined
    close.mockImplementation(() => new Promise<void>((resolve) => (done = resolve)))
    app.quit()
    app.quit()
    await settle()
    expect(log).not.toContain('ended')
    done()
    await settle()
    expect(log.at(-1)).toBe('ended')
  })

  it('shows in the title that there are changes', async () => {
    expect((await withChanges(cancels)).window.title).toBe('Duo • – Polyptych')
  })

  it('asks before changes are lost, and stays where the artist cancels', async () => {
    const { app, window, questions, log } = await withChanges(cancels)
    app.quit()
    await settle()
    expect(questions).toMatchObject([{ message: 'Save the changes to “Duo”?', cancelId: 2 }])
    expect(window.isDestroyed()).toBe(false)
    expect(log).not.toContain('ended')
  })

  it('has the window save first, and ends when it has', async () => {
    const { app, window, log, state } = await withChanges(saves)
    app.quit()
    await settle()
    expect(window.webContents.sent.at(-1)).toEqual([channels.event, 'saveAndClose', {}])
    expect(window.isDestroyed()).toBe(false)
    state.facilities!.confirmClose!()
    await settle()
    expect(window.isDestroyed()).toBe(true)
    expect(log.at(-1)).toBe('ended')
  })

  it.each([
    ['the artist cancels', cancels],
    ['what was to be saved first is not', saves],
  ])('forgets on macOS that it was to quit where %s', async (_, answer) => {
    const { app, window, state, log } = await withChanges(answer, 'darwin')
    app.quit()
    await settle()
    expect(window.isDestroyed()).toBe(false)
    state.facilities!.tellTitle!({ ...changed, isChanged: false })
    window.userCloses()
    await settle()
    expect(window.isDestroyed()).toBe(true)
    expect(log).not.toContain('services closed')
  })

  it('ends on macOS too once the window has saved for it', async () => {
    const { app, state, log } = await withChanges(saves, 'darwin')
    app.quit()
    await settle()
    state.facilities!.confirmClose!()
    await settle()
    expect(log.at(-1)).toBe('ended')
  })

  it('keeps nothing of what the artist gives up', async () => {
    const { window, calls, log } = await withChanges(discards)
    window.userCloses()
    await settle()
    expect(calls).toEqual([['dropRecovery', { documentId: 'd1' }]])
    expect(log.at(-1)).toBe('ended')
  })

  it('closes also where what was kept of it cannot be dropped', async () => {
    const shell = await withChanges(discards)
    const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    shell.failing.add('dropRecovery')
    shell.window.userCloses()
    await settle()
    expect(shell.log.at(-1)).toBe('ended')
    expect(printed).toHaveBeenCalledOnce()
    printed.mockRestore()
  })

  it('asks once, however often the window is closed', async () => {
    const { window, questions } = await withChanges(cancels)
    window.userCloses()
    window.userCloses()
    await settle()
    expect(questions).toHaveLength(1)
  })

  it('goes on without a window on macOS, until the program is quit', async () => {
    const { app, window, log, windows } = await shells.start({ platform: 'darwin' })
    await settle()
    window.userCloses()
    await settle()
    expect(log).not.toContain('services closed')
    app.emit('activate')
    await settle()
    expect(windows).toHaveLength(2)
    app.quit()
    await settle()
    expect(log.at(-1)).toBe('ended')
  })
})
