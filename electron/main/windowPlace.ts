import type { BrowserWindow, Rectangle } from 'electron'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeFileAtomically } from '../../engine/files/atomicWrite.ts'

const placeSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(100),
  height: z.number().int().min(100),
  isMaximized: z.boolean(),
})
export type WindowPlace = z.infer<typeof placeSchema>

export const smallestWindow = { width: 900, height: 600 } as const
const firstWindow = { width: 1440, height: 900 } as const
const fileName = 'window.json'
const settlesAfterMs = 500

/** Where the window was when it closed; undefined where that is not known. */
export async function readPlace(dataFolder: string): Promise<WindowPlace | undefined> {
  try {
    return placeSchema.parse(JSON.parse(await readFile(join(dataFolder, fileName), 'utf8')))
  } catch {
    return undefined // the first start, or a damaged file: the window opens in the middle
  }
}

/** Bounds for a new window: those it had, as long as a screen still shows enough of it to be dragged. */
export function boundsFor(place: WindowPlace | undefined, screens: readonly Rectangle[]): Partial<Rectangle> {
  if (place === undefined) return firstWindow
  const { x, y, width, height } = place
  const isReachable = screens.some((screen) => {
    const shown = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x)
    return shown >= 100 && y >= screen.y && y <= screen.y + screen.height - 100
  })
  return isReachable ? { x, y, width, height } : { width, height }
}

/** Remembers where the window is, soon after it comes to rest. */
export function rememberPlace(window: BrowserWindow, dataFolder: string): void {
  let waiting: NodeJS.Timeout | undefined
  const remember = () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      if (window.isDestroyed() || window.isMinimized()) return
      const place: WindowPlace = { ...window.getNormalBounds(), isMaximized: window.isMaximized() }
      // Only comfort is lost where it cannot be written.
      void writeFileAtomically(join(dataFolder, fileName), JSON.stringify(place)).catch(() => undefined)
    }, settlesAfterMs)
  }
  window.on('resize', remember)
  window.on('move', remember)
  window.on('closed', () => clearTimeout(waiting))
}
