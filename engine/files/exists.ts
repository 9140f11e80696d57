import { stat } from 'node:fs/promises'

/** Whether something lies at `path`, as far as the system says. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch {
    return false
  }
}
