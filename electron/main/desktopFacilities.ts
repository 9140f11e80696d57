import type { BrowserWindow, FileFilter, OpenDialogOptions } from 'electron'
import { dirname, join } from 'node:path'
import { projectExtension, withProjectExtension } from '../../engine/studio/projectNames.ts'
import type { HostFacilities } from '../../engine/studio/studio.ts'
import type { ElectronModule } from './electronModule.ts'

export interface FacilitySettings {
  readonly electron: Pick<ElectronModule, 'app' | 'dialog' | 'shell'>
  readonly window: () => BrowserWindow | undefined
  readonly projectFolder: string
  readonly tellTitle: NonNullable<HostFacilities['tellTitle']>
  readonly confirmClose: () => void
}

const projects: FileFilter[] = [{ name: 'Polyptych', extensions: [projectExtension.slice(1)] }]

/** Dialogs and places of the system. Each dialog opens where the last one was left. */
export function desktopFacilities(settings: FacilitySettings): HostFacilities {
  const { electron, window, projectFolder, tellTitle, confirmClose } = settings
  const { app, dialog, shell } = electron
  let folder = projectFolder

  async function choose(options: OpenDialogOptions): Promise<string | undefined> {
    const all: OpenDialogOptions = { defaultPath: folder, ...options }
    const over = window()
    const { canceled, filePaths } = await (over ? dialog.showOpenDialog(over, all) : dialog.showOpenDialog(all))
    const path = canceled ? undefined : filePaths[0]
    if (path !== undefined) folder = dirname(path)
    return path
  }

  return {
    name: 'electron',
    hasMenu: true,
    dialogs: {
      async openProject() {
        const path = await choose({ properties: ['openFile'], filters: projects })
        if (path !== undefined) app.addRecentDocument(path)
        return path
      },
      async saveProject(suggestedName) {
        const options = { defaultPath: join(folder, suggestedName), filters: projects }
        const over = window()
        const { canceled, filePath } = await (over
          ? dialog.showSaveDialog(over, options)
          : dialog.showSaveDialog(options))
        if (canceled || filePath === '') return undefined
        folder = dirname(filePath)
        app.addRecentDocument(withProjectExtension(filePath)) // not every system adds it to what was typed
        return filePath
      },
      openFolder: () => choose({ properties: ['openDirectory'] }),
      exportFolder: () => choose({ properties: ['openDirectory', 'createDirectory'] }),
    },
    reveal: (path) => shell.showItemInFolder(path),
    languages: () => app.getPreferredSystemLanguages(),
    tellTitle,
    confirmClose,
  }
}

/** The file that the program was started with: the last argument that is no option. */
export function fileOfArguments(args: readonly string[], isPackaged: boolean): string | undefined {
  const own = args.slice(isPackaged ? 1 : 2) // the program, and before it is packaged its folder
  return own.findLast((argument) => !argument.startsWith('-') && /\.(polyptych|png)$/i.test(argument))
}
