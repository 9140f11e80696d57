/** `npm run desktop`: the window in Electron, where its binary is present. Arguments go to the program. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const binary = electronBinary()
if (binary === undefined) {
  console.error(
    'The Electron binary is not installed. Run "npx install-electron", or "npm start" for the same window in a browser.',
  )
  process.exit(5)
}
const { status } = spawnSync(binary, [root, ...process.argv.slice(2)], { stdio: 'inherit' })
process.exit(status ?? 1)

/** Looked up by hand: the package itself would download what is missing. */
function electronBinary() {
  const folder = join(root, 'node_modules', 'electron')
  const named = join(folder, 'path.txt')
  const name = existsSync(named) ? readFileSync(named, 'utf8') : 'electron'
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name)
  return existsSync(path) ? path : undefined
}
