import * as electron from 'electron'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { startDesktopServices } from './desktopServices.ts'
import { startShell } from './startShell.ts'

const { app } = electron
const folder = import.meta.dirname // dist/electron
const projectFolder = join(homedir(), 'Polyptych')
void startShell(electron, {
  rendererFolder: join(folder, '..', 'renderer'),
  preload: join(folder, 'preload.cjs'),
  projectFolder,
  args: process.argv,
  platform: process.platform,
  startServices: (facilities, opens) =>
    startDesktopServices({ facilities, opens, dataFolder: app.getPath('userData'), projectFolder }),
})
