import type * as Electron from 'electron'

/** The parts of Electron that the shell uses. They come in as a parameter, so that tests bring their own. */
export type ElectronModule = Pick<
  typeof Electron,
  'app' | 'BrowserWindow' | 'dialog' | 'ipcMain' | 'Menu' | 'protocol' | 'screen' | 'session' | 'shell'
>
