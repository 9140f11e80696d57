/** Builds the window with vite into dist/renderer, unless nothing that it is made of has changed. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'dist', 'renderer')
const stamp = join(root, 'dist', 'renderer.sha256')
const sources = ['renderer', 'electron/bridge', 'engine/protocol', 'build/vite.config.ts', 'package-lock.json']

export async function bundleWindow({ quiet }) {
  if (!existsSync(join(root, 'renderer', 'index.html'))) return
  const made = hashOfSources()
  if (existsSync(join(target, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return
  const started = performance.now()
  const fresh = `${target}.${process.pid}.tmp`
  const former = `${target}.${process.pid}.old`
  const { build } = await import('vite')
  try {
    await build({ configFile: join(root, 'build', 'vite.config.ts'), build: { outDir: fresh } })
    if (existsSync(target)) renameSync(target, former)
    renameSync(fresh, target)
    writeFileSync(stamp, made)
  } finally {
    for (const folder of [fresh, former]) rmSync(folder, { recursive: true, force: true })
  }
  if (!quiet) console.log(`  dist/renderer  ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

function hashOfSources() {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const path of filesBelow(source))
      hash
        .update(path)
        .update('\0')
        .update(readFileSync(join(root, path)))
  }
  return hash.digest('hex')
}

/** Tests are no part of the window: changing one builds nothing. */
function filesBelow(path) {
  const entries = readEntries(path)
  if (entries === undefined) return [path]
  return entries.flatMap((entry) => filesBelow(`${path}/${entry}`)).filter((name) => !/[.]test[.]tsx?$/.test(name))
}

function readEntries(path) {
  try {
    return readdirSync(join(root, path)).sort()
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined
    throw error
  }
}
