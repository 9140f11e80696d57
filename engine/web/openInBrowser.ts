import { spawn } from 'node:child_process'

/** How each system opens an address in the browser of the artist's choice. */
const openers: Readonly<Record<string, (address: string) => readonly [string, ...string[]]>> = {
  darwin: (address) => ['open', address],
  win32: (address) => ['rundll32', 'url.dll,FileProtocolHandler', address],
  linux: (address) => ['xdg-open', address],
}

/** Opens an address; false where this machine has nothing to open it with. */
export function openInBrowser(address: string): Promise<boolean> {
  const [program, ...args] = (openers[process.platform] ?? openers.linux!)(address)
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}
