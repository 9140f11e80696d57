import { join } from 'node:path'
import { installationFolder } from '../files/installation.ts'

/** The model that comes with the program. */
export function starterModelFolder(): string {
  return join(installationFolder(), 'models', 'starter')
}
