/**
 * Bundles the process entries into dist/. Packages stay external: native ones must, and the rest load as fast. Modules
 * that are imported dynamically become files of their own, so that a command loads only what it needs.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const entries = { cli: 'engine/cli/main.ts', bench: 'engine/bench/main.ts' }
const present = Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(join(root, path))))

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: present,
  outdir: 'dist',
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  sourcemap: 'linked',
  write: false,
  logLevel: process.argv.includes('--quiet') ? 'warning' : 'info',
})

for (const { path, contents } of outputFiles) writeIfChanged(path, contents)
removeFormerChunks(join(root, 'dist', 'chunks'), new Set(outputFiles.map(({ path }) => path)))

/** A command that runs meanwhile must find whole files: what is the same is left alone, the rest is put in place at once. */
function writeIfChanged(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(contents)) return
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}.tmp`
  writeFileSync(temporary, contents)
  renameSync(temporary, path)
}

function removeFormerChunks(folder, current) {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (!current.has(path) && !name.endsWith('.tmp')) rmSync(path, { force: true })
  }
}
