import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { isSystemError } from './fileErrors.ts'

/** Looks at paths that may lie on a drive that does not answer, such as one of a network that is gone. */
export interface PathLooks {
  /**
   * What lies at a path. `unknown` where the system does not say so in time or for another reason than that nothing is
   * there. Never throws.
   */
  look(path: string): Promise<Stats | 'missing' | 'unknown'>
}

export interface LookSettings {
  readonly ask?: (path: string) => Promise<Stats>
  readonly longestMs?: number
  /** A question that is not answered holds one of the few threads that do everything with files. */
  readonly mostAtOnce?: number
}

export function createPathLooks({ ask = stat, longestMs = 1_000, mostAtOnce = 2 }: LookSettings = {}): PathLooks {
  type Seen = Stats | 'missing' | 'unknown'
  const asked = new Map<string, Promise<Seen>>()
  const waiting: (() => void)[] = []
  let running = 0

  async function askInTurn(path: string): Promise<Seen> {
    if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await ask(path)
    } catch (error) {
      return isSystemError(error) && ['ENOENT', 'ENOTDIR'].includes(error.code) ? 'missing' : 'unknown'
    } finally {
      asked.delete(path)
      const takePlace = waiting.shift()
      if (takePlace) takePlace()
      else running--
    }
  }

  return {
    look(path) {
      const answer = asked.get(path) ?? askInTurn(path)
      asked.set(path, answer)
      let timer: NodeJS.Timeout
      const late = new Promise<'unknown'>((resolve) => (timer = setTimeout(resolve, longestMs, 'unknown')))
      return Promise.race([answer, late]).finally(() => clearTimeout(timer))
    },
  }
}
