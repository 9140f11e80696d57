import { createHmac, randomBytes } from 'node:crypto'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { writeFileAtomically } from '../files/atomicWrite.ts'
import { fileHandleSchema, type FileHandle } from '../protocol/window/files.ts'

/**
 * What stands for files in windows. The same path always has the same handle on this machine, and a handle tells nothing of its
 * path. A restarted host still knows the handles of windows that stayed open.
 */
export interface FileHandles {
  /** `path` is absolute. */
  handleOf(path: string): FileHandle
  /** @throws EngineError `file-missing` for a handle that was never given out. */
  pathOf(handle: string): string
  close(): Promise<void>
}

/** How long paths are collected before they are written. */
const writeAfterMs = 50
/** Lines of the register that are read again at the next start, newest last. */
const mostKept = 50_000

/** Keeps its key and its register in `dataFolder`. Errors as `writeFileAtomically`. */
export async function openFileHandles(dataFolder: string): Promise<FileHandles> {
  await mkdir(dataFolder, { recursive: true })
  const key = await readKey(join(dataFolder, 'handles.key'))
  const register = join(dataFolder, 'handles.jsonl')
  const pathOfHandle = new Map<FileHandle, string>()
  const handleOfPath = new Map<string, FileHandle>()

  function note(path: string): FileHandle {
    const digest = createHmac('sha256', key).update(path).digest('base64url')
    const handle: FileHandle = `file:${digest.slice(0, 32)}`
    pathOfHandle.set(handle, path)
    handleOfPath.set(path, handle)
    return handle
  }

  const lines = await readRegister(register)
  for (const path of lines) note(path)
  if (lines.length > 2 * pathOfHandle.size || lines.length > mostKept) {
    await writeFileAtomically(register, [...handleOfPath.keys()].slice(-mostKept).map(toLine).join(''))
  }

  let unwritten: string[] = []
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  function write(): void {
    clearTimeout(timer)
    timer = undefined
    const text = unwritten.map(toLine).join('')
    unwritten = []
    // A register that cannot be written costs windows that outlive this process their handles, and nothing else.
    writing = writing.then(() => appendFile(register, text)).catch(() => undefined)
  }

  return {
    handleOf(path) {
      const absolutePath = resolve(path)
      const known = handleOfPath.get(absolutePath)
      if (known !== undefined) return known
      unwritten.push(absolutePath)
      timer ??= setTimeout(write, writeAfterMs)
      return note(absolutePath)
    },
    pathOf(handle) {
      const path = fileHandleSchema.safeParse(handle).success ? pathOfHandle.get(handle) : undefined
      if (path === undefined) {
        throw new EngineError(
          'file-missing',
          'The document names a file that this program does not know.',
          'Choose the file again, or open the document again.',
        )
      }
      return path
    },
    async close() {
      if (unwritten.length > 0) write()
      await writing
    },
  }
}

async function readKey(path: string): Promise<Buffer> {
  const kept = await readFile(path, 'utf8').catch(() => '')
  if (/^[0-9a-f]{64}$/.test(kept)) return Buffer.from(kept, 'hex')
  const key = randomBytes(32)
  await writeFileAtomically(path, key.toString('hex'))
  return key
}

function toLine(path: string): string {
  return `${JSON.stringify(path)}\n`
}

/** Paths in the order in which they were noted. A line that was torn is passed over. */
async function readRegister(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line)
      return typeof value === 'string' ? [value] : []
    } catch {
      return []
    }
  })
}
