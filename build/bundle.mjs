/** Bundles the process entries into dist/. Packages stay external: native ones must, and the rest load as fast. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const entries = { cli: 'engine/cli/main.ts', bench: 'engine/bench/main.ts' }
const present = Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(`${root}${path}`)))

await build({
  absWorkingDir: root,
  entryPoints: present,
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  sourcemap: 'linked',
  logLevel: process.argv.includes('--quiet') ? 'warning' : 'info',
})
