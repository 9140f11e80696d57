import * as electron from 'electron'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { startDesktopServices } from './desktopServices.ts'
import { startShell } from './startShell.ts'

const { app } = electron
const folder = import.meta.dirname // dist/electron
const projectFolder = join(homedir(), 'Polyptych')
const resources = process.resourcesPath
const packaged = app.isPackaged && {
  nodePath: join(resources, 'runtime', process.platform === 'win32' ? 'node.exe' : 'node'),
  entry: join(resources, 'app.asar.unpacked', 'dist', 'engine.js'),
  resources,
}
void startShell(electron, {
  rendererFolder: join(folder, '..', 'renderer'),
  preload: join(folder, 'preload.cjs'),
  projectFolder,
  args: process.argv,
  platform: process.platform,
  startServices: (facilities, opens) =>
    startDesktopServices({
      ...{ facilities, opens, dataFolder: app.getPath('userData'), projectFolder },
      ...(packaged && { packaged }),
    }),
})
