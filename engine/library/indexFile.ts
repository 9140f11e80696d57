import { readFile } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { EngineError } from '../errors/engineError.ts'
import { writeFileAtomically } from '../files/atomicWrite.ts'
import { isSystemError } from '../files/fileErrors.ts'
import { indexedItemSchema } from './facts.ts'
import type { IndexedItem } from './facts.ts'

/** Raised when what is read from files changes, so that every file is read again. */
const format = 'polyptych library 2'
/** So few at a time that the event loop is not kept waiting. */
const itemsPerTurn = 10

/**
 * Reads what the last run knew of the library. The index can always be made again: what is missing or damaged is as
 * good as empty.
 */
export async function readIndex(path: string): Promise<IndexedItem[]> {
  const [first, ...lines] = (await readText(path)).split('\n')
  if (first !== format) return []
  const items: IndexedItem[] = []
  for (const [index, line] of lines.entries()) {
    if (index % itemsPerTurn === 0) await nextTurn()
    const item = indexedItemSchema.safeParse(parseLine(line))
    if (item.success) items.push(item.data)
  }
  return items
}

/** Errors as `writeFileAtomically`. */
export function writeIndex(path: string, items: Iterable<IndexedItem>): Promise<void> {
  return writeFileAtomically(path, lines(items))
}

async function* lines(items: Iterable<IndexedItem>): AsyncGenerator<Uint8Array> {
  let text = format
  let count = 0
  for (const item of items) {
    text += `\n${JSON.stringify(item)}`
    if (++count % itemsPerTurn !== 0) continue
    yield Buffer.from(text)
    text = ''
    await nextTurn()
  }
  yield Buffer.from(text)
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isSystemError(error)) return ''
    throw error
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Writes the index a while after something has changed, and when the library closes. */
export interface IndexKeeper {
  note(): void
  /** Writes what is not written yet. An index that cannot be written costs the next start time, and nothing else. */
  close(): Promise<void>
}

const quietMs = 2000

export function createIndexKeeper(path: string, items: () => Iterable<IndexedItem>): IndexKeeper {
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  let closed = false

  function write(): void {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(() => writeIndex(path, items())).catch(ignoreEngineError)
  }

  return {
    note() {
      if (!closed) timer ??= setTimeout(write, quietMs)
    },
    async close() {
      closed = true
      if (timer !== undefined) write()
      await writing
    },
  }
}

function ignoreEngineError(error: unknown): void {
  if (!(error instanceof EngineError)) throw error
}
