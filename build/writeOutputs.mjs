/** Puts bundles in place so that a command that runs meanwhile finds whole files. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Writes the outputs of esbuild below `folder`; what is the same is left alone, the rest is put in place at once. */
export function writeOutputs(outputFiles, folder) {
  for (const { path, contents } of outputFiles) writeIfChanged(path, contents)
  removeFormerChunks(join(folder, 'chunks'), new Set(outputFiles.map(({ path }) => path)))
}

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
