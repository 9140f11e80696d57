import { randomBytes } from 'node:crypto'
import { open, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { EngineError } from '../errors/engineError.ts'
import { isSystemError, writeFailure } from '../files/fileErrors.ts'
import { makeFolder } from './makeFolder.ts'

const beatEveryMs = 15_000
/** Numbers of processes are used again: one that shows no sign of life for so long is another program. */
const staleAfterMs = 60_000
/** For how long a lock may have no words yet: they follow at once on its being made. */
const wordlessMs = 5_000
const pauseMs = 20
/** Another host that replaces a lock takes two turns; more are taken from those that ended while doing so. */
const mostTurns = 50

/** A lock as it was found: whose it is, and when it last showed a sign of life. */
interface Lock {
  readonly text: string
  readonly changedMs: number
}

/**
 * Keeps a second host from using the same data folder: both would render what waits. Of several that begin at once one
 * gets it. What a crash leaves behind is taken over. Returns what ends it.
 * @param pid Of this process.
 * @throws EngineError `output-unwritable` while another host uses the folder, and where it cannot be written.
 */
export async function lockData(dataFolder: string, pid = process.pid): Promise<() => Promise<void>> {
  const path = join(dataFolder, 'host.lock')
  const own = `${pid} ${randomBytes(12).toString('hex')}` // no two locks have the same words
  await makeFolder(dataFolder)
  await take(path, own, pid)
  const beat = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => undefined)
  }, beatEveryMs).unref()
  return async () => {
    clearInterval(beat)
    if ((await read(path))?.text === own) await rm(path, { force: true })
  }
}

async function take(path: string, own: string, pid: number): Promise<void> {
  for (let turn = 0; turn < mostTurns; turn++) {
    if (await make(path, own)) return
    const found = await read(path)
    if (found === undefined) continue
    if (found.text === own) return
    if (isHeld(found, pid)) break
    await replace(path, found, own, pid)
  }
  throw new EngineError(
    'output-unwritable',
    'Polyptych is already running with this data folder.',
    'Use the window that is open, or close it first. A second one needs a data folder of its own.',
  )
}

/**
 * Puts the own lock in the place of one that nobody holds, unless it is another by then. Who may do so is decided by a
 * lock of its own, the successor, which becomes the lock in one step: no moment is without one.
 */
async function replace(path: string, stale: Lock, own: string, pid: number): Promise<void> {
  const successor = `${path}.next`
  if (!(await make(successor, own))) {
    const other = await read(successor)
    if (other !== undefined && !isHeld(other, pid)) await rm(successor, { force: true })
    else await pause(pauseMs)
    return
  }
  if ((await read(path))?.text !== stale.text) return rm(successor, { force: true })
  try {
    await rename(successor, path)
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return // it was taken from this process, which looks again
    await rm(successor, { force: true })
    throw writeFailure(error, path)
  }
}

/** False where there is one. */
async function make(path: string, own: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx')
    try {
      await file.writeFile(own)
    } finally {
      await file.close()
    }
    return true
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false
    throw writeFailure(error, path)
  }
}

async function read(path: string): Promise<Lock | undefined> {
  try {
    return { text: await readFile(path, 'utf8'), changedMs: (await stat(path)).mtimeMs }
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined
    return { text: '', changedMs: 0 } // something that is no lock
  }
}

/** This process is a new one: what has its number was left by one before it. */
function isHeld({ text, changedMs }: Lock, pid: number): boolean {
  const age = Date.now() - changedMs
  if (text === '') return age < wordlessMs
  const owner = /^\d+(?= |$)/.exec(text)?.[0]
  return owner !== undefined && Number(owner) !== pid && age < staleAfterMs && isAlive(Number(owner))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0) // asks, and ends nothing
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
