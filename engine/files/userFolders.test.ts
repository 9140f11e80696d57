import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { userDataFolder } from './userFolders.ts'

describe('userDataFolder', () => {
  const home = join('/', 'home', 'kim')

  it.each([
    ['linux', {}, join(home, '.local', 'share')],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data'],
    ['linux', { XDG_DATA_HOME: '' }, join(home, '.local', 'share')],
    ['darwin', { XDG_DATA_HOME: '/data' }, join(home, 'Library', 'Application Support')],
    ['win32', { APPDATA: 'C:\\Roaming' }, 'C:\\Roaming'],
    ['win32', {}, join(home, 'AppData', 'Roaming')],
  ])('on %s with %o', (platform, environment, folder) => {
    expect(userDataFolder(platform, environment, home)).toBe(folder)
  })
})
