import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assert } from '../errors/engineError.ts'

/** The folder that holds `models` and `examples`, whether the program runs from its bundle or from its sources. */
export function installationFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    assert(parent !== folder, 'the program lies inside its package')
    folder = parent
  }
  return folder
}
