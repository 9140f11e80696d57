import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assert } from '../errors/engineError.ts'

/** The model that comes with the program, whether the program runs from its bundle or from its sources. */
export function starterModelFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    assert(parent !== folder, 'the program lies inside its package')
    folder = parent
  }
  return join(folder, 'models', 'starter')
}
