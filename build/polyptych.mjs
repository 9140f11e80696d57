#!/usr/bin/env node
/** The `polyptych` command: starts the bundled command line, or says how to make the bundle. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const entry = new URL('../dist/cli.js', import.meta.url)
if (!existsSync(fileURLToPath(entry))) {
  console.error('polyptych is not built yet. Run "npm run build" in its folder, then try again.')
  process.exit(70)
}
process.setSourceMapsEnabled(true)
await import(entry.href)
