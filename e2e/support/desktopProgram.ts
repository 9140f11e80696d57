import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createElectronShim, type ElectronShim } from '../../electron/testing/electronShim.ts'
import { bundleCommand } from '../../engine/testing/polyptychCommand.ts'
import { launchChromium } from './chromium.ts'
import { provideElectron } from './electronModule.ts'
import { childrenOf, writeSmallProject } from './servedWindow.ts'

export const repository = fileURLToPath(new URL('../..', import.meta.url))

/** The desktop program as it is shipped, in a home of its own. */
export interface DesktopProgram {
  /** The artist's home, with the projects `journey` and `second`. */
  readonly home: string
  readonly shim: ElectronShim
  /** The artist chooses a command of the menu bar. */
  choose(id: string): void
  /** Processes of the engine at the moment. */
  enginePids(): number[]
  remove(): Promise<void>
}

/** Bundles and starts main, preload and window with the real engine; the shim stands for Electron alone. */
export async function startDesktopProgram(): Promise<DesktopProgram> {
  bundleCommand()
  const home = await mkdtemp(join(tmpdir(), 'polyptych-desktop-'))
  const homeBefore = process.env['HOME']
  process.env['HOME'] = home
  if (homedir() !== home) throw new Error('The program would use the home of this machine')
  await writeSmallProject({ projectFolder: home }, 'journey', { steps: 2 })
  await writeSmallProject({ projectFolder: home }, 'second', { canvas: { width: 192, height: 128 } })
  const draggedFolder = join(home, 'dragged')
  await mkdir(draggedFolder)
  await cp(join(repository, 'models/starter/loras/kiki.safetensors'), join(draggedFolder, 'found.safetensors'))

  const browser = await launchChromium()
  const shim = await createElectronShim(browser, { dataFolder: join(home, 'data'), draggedFolder })
  provideElectron(shim.electron)
  await import(pathToFileURL(join(repository, 'dist', 'electron', 'main.js')).href)
  return {
    home,
    shim,
    choose(id) {
      const items = shim.menu().flatMap(({ submenu }) => submenu as Electron.MenuItemConstructorOptions[])
      const item = items.find((other) => other.id === id)
      if (!item?.click) throw new Error(`The menu bar has no '${id}'`)
      item.click(undefined as never, undefined, undefined as never)
    },
    enginePids: () =>
      childrenOf(process.pid)
        .filter(({ command }) => command.includes('engine.js'))
        .map(({ pid }) => pid),
    async remove() {
      process.env['HOME'] = homeBefore
      await browser.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}
