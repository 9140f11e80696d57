import type { Session, WebContents, WebFrameMain } from 'electron'
import type { ElectronModule } from './electronModule.ts'
import { pageAddress, pageOrigin } from './pageScheme.ts'

/** Sites whose pages a link of the window may open in the browser of the system. */
const linkedHosts: readonly string[] = ['github.com', 'huggingface.co', 'civitai.com', 'www.apache.org']

/** Electron grants everything that a page asks for unless it is told not to. */
export function denyPermissions(session: Session): void {
  const isAllowed = (permission: string, origin: string) =>
    permission === 'clipboard-sanitized-write' && isOwnOrigin(origin)
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(isAllowed(permission, contents.getURL())),
  )
  session.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, origin))
  session.setDevicePermissionHandler(() => false)
}

/**
 * The page may load itself anew, but goes nowhere and opens nothing; links to known sites go to the browser of the
 * system.
 */
export function confineContents(contents: WebContents, shell: ElectronModule['shell']): void {
  const stay = (event: { preventDefault: () => void }) => event.preventDefault()
  const stayOrReload = (event: { url: string; isMainFrame: boolean; preventDefault: () => void }) => {
    if (!(event.isMainFrame && isWindowPage(event.url))) stay(event)
  }
  contents.on('will-navigate', stayOrReload) // Electron asks here for location.reload() as well
  contents.on('will-frame-navigate', stayOrReload)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', stay)
  contents.setWindowOpenHandler(({ url }) => {
    if (isLinked(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}

export function isLinked(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, username, password, port } = new URL(address)
  return protocol === 'https:' && linkedHosts.includes(hostname) && username + password + port === ''
}

/** Whether a message comes from the window's own page; a frame that is gone is nobody's. */
export function isOwnPage(frame: Pick<WebFrameMain, 'origin' | 'parent'> | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === pageOrigin
}

const isWindowPage = (address: string) => address.split('#', 1)[0] === pageAddress
const isOwnOrigin = (address: string) => address === pageOrigin || address.startsWith(`${pageOrigin}/`)
