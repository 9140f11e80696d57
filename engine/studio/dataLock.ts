import { readFile, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { writeFileAtomically } from '../files/atomicWrite.ts'

const beatEveryMs = 15_000
/** Numbers of processes are used again: one that shows no sign of life for so long is another program. */
const staleAfterMs = 60_000

/**
 * Keeps a second host from using the same data folder: both would render what waits. What a crash leaves behind is taken
 * over. Returns what ends it. @throws EngineError `output-unwritable` while another host uses the folder.
 */
export async function lockData(dataFolder: string): Promise<() => Promise<void>> {
  const path = join(dataFolder, 'host.lock')
  if (await isHeld(path)) {
    throw new EngineError(
      'output-unwritable',
      'Polyptych is already running with this data folder.',
      'Use the window that is open, or close it first. A second one needs a data folder of its own.',
    )
  }
  await writeFileAtomically(path, `${process.pid}`)
  const beat = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => undefined)
  }, beatEveryMs).unref()
  return async () => {
    clearInterval(beat)
    if ((await ownerOf(path)) === process.pid) await rm(path, { force: true })
  }
}

async function isHeld(path: string): Promise<boolean> {
  const owner = await ownerOf(path)
  if (owner === undefined || owner === process.pid || !isAlive(owner)) return false
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }))
  return Date.now() - mtimeMs < staleAfterMs
}

async function ownerOf(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return /^\d+$/.test(text) ? Number(text) : undefined
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0) // asks, and ends nothing
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
