import { describe, expect, it } from 'vitest'
import { settle, shellsForTests, type StartedShell } from '../testing/startedShell.ts'

const shells = shellsForTests()

describe('a page whose process ends', () => {
  const [triesAgain, closes] = [0, 1]

  async function crash({ window }: StartedShell, reason = 'crashed') {
    window.webContents.emit('render-process-gone', {}, { reason, exitCode: 1 })
    await settle()
  }

  it('is loaded again, and the artist is asked where it ends again soon', async () => {
    const shell = await shells.start()
    await crash(shell)
    expect(shell.questions).toEqual([])
    expect(shell.window.webContents.reloads).toBe(1)
    shell.answers.message = triesAgain
    await crash(shell, 'oom')
    expect(shell.questions).toMatchObject([{ message: 'The window has stopped again.', cancelId: closes }])
    expect(shell.window.webContents.reloads).toBe(2)
    shell.answers.message = closes
    await crash(shell)
    expect(shell.window.webContents.reloads).toBe(2)
    expect(shell.log.at(-1)).toBe('ended')
  })

  it('is left alone where it was meant to end', async () => {
    const shell = await shells.start()
    await crash(shell, 'clean-exit')
    expect(shell.window.webContents.reloads).toBe(0)
  })
})
