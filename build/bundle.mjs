/**
 * Bundles everything into dist/: the command line, the engine process, the shell and the window. Packages stay external:
 * native ones must, and the rest load as fast. Modules that are imported dynamically become files of their own, so that a
 * command loads only what it needs.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { bundleWindow } from './bundleWindow.mjs'
import { writeOutputs } from './writeOutputs.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const quiet = process.argv.includes('--quiet')
const esm = { splitting: true, chunkNames: 'chunks/[name]-[hash]', format: 'esm', platform: 'node' }

const bundles = [
  {
    folder: 'dist',
    entries: { cli: 'engine/cli/main.ts', bench: 'engine/bench/main.ts', engine: 'engine/main.ts' },
    options: { ...esm, target: 'node20.19', packages: 'external' },
  },
  {
    folder: 'dist/electron',
    entries: { main: 'electron/main/main.ts' },
    options: { ...esm, target: 'node24', packages: 'external' },
  },
  {
    folder: 'dist/electron',
    entries: { preload: 'electron/preload/preload.ts' },
    // A sandboxed preload script is one file and has no other module than electron.
    options: {
      format: 'cjs',
      platform: 'browser',
      target: 'chrome140',
      external: ['electron'],
      outExtension: { '.js': '.cjs' },
    },
  },
]

const outputs = new Map()
for (const { folder, entries, options } of bundles) {
  const present = Object.entries(entries).filter(([, path]) => existsSync(join(root, path)))
  if (present.length === 0) continue
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(present),
    outdir: folder,
    bundle: true,
    sourcemap: 'linked',
    write: false,
    logLevel: quiet ? 'warning' : 'info',
    ...options,
  })
  outputs.set(folder, [...(outputs.get(folder) ?? []), ...outputFiles])
}
for (const [folder, files] of outputs) writeOutputs(files, join(root, folder))
await bundleWindow({ quiet })
