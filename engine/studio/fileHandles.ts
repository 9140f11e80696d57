import { createHmac } from 'node:crypto'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { EngineError } from '../errors/engineError.ts'
import { writeFileAtomically } from '../files/atomicWrite.ts'
import { readKeptKey } from '../files/keptKey.ts'
import { fileHandleSchema, type FileHandle } from '../protocol/window/files.ts'

/**
 * What stands for files in windows. The same path always has the same handle on this machine, and a handle tells
 * nothing of its path. A restarted host still knows the handles of windows that stayed open.
 */
export interface FileHandles {
  /** `path` is absolute. The handle of a mask says that it is one. */
  handleOf(path: string, kind?: HandleKind): FileHandle
  /** @throws EngineError `file-missing` for a handle that was never given out. */
  pathOf(handle: string): string
  /** As `pathOf`, for masks alone: what lies there may be shown. */
  maskPathOf(handle: string): string
  /** As `pathOf`; nothing for a handle that was never given out. */
  knownPath(handle: string): string[]
  /** Of all paths that were handed out. */
  folders(): Iterable<string>
  close(): Promise<void>
}

export type HandleKind = 'file' | 'mask'

/** A path that was handed out. */
interface Noted {
  readonly path: string
  readonly kind: HandleKind
}

/** How long paths are collected before they are written. */
const writeAfterMs = 50
/** Lines of the register that are read again at the next start, newest last. */
const mostKept = 50_000

/** Keeps its key and its register in `dataFolder`. Errors as `writeFileAtomically`. */
export async function openFileHandles(dataFolder: string): Promise<FileHandles> {
  await mkdir(dataFolder, { recursive: true })
  const key = await readKeptKey(join(dataFolder, 'handles.key'))
  const register = join(dataFolder, 'handles.jsonl')
  const notedOf = new Map<FileHandle, Noted>()
  const folders = new Set<string>()
  const handlesOf = { file: new Map<string, FileHandle>(), mask: new Map<string, FileHandle>() }

  function note(noted: Noted): FileHandle {
    const { path, kind } = noted
    const digest = createHmac('sha256', key)
      .update(kind === 'mask' ? `mask\0${path}` : path)
      .digest('base64url')
    const handle: FileHandle = `file:${digest.slice(0, 32)}`
    notedOf.set(handle, noted)
    folders.add(dirname(path))
    handlesOf[kind].set(path, handle)
    return handle
  }

  const lines = await readRegister(register)
  for (const noted of lines) note(noted)
  if (lines.length > 2 * notedOf.size || lines.length > mostKept) {
    await writeFileAtomically(register, [...notedOf.values()].slice(-mostKept).map(toLine).join(''))
  }

  let unwritten: Noted[] = []
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

  const lookUp = (handle: string) => (fileHandleSchema.safeParse(handle).success ? notedOf.get(handle) : undefined)

  function find(handle: string): Noted {
    const noted = lookUp(handle)
    if (noted === undefined) throw notKnown()
    return noted
  }

  return {
    handleOf(path, kind = 'file') {
      const noted = { path: resolve(path), kind }
      const known = handlesOf[kind].get(noted.path)
      if (known !== undefined) return known
      unwritten.push(noted)
      timer ??= setTimeout(write, writeAfterMs)
      return note(noted)
    },
    pathOf: (handle) => find(handle).path,
    maskPathOf(handle) {
      const { path, kind } = find(handle)
      if (kind !== 'mask') throw notKnown()
      return path
    },
    knownPath: (handle) => [lookUp(handle)?.path ?? []].flat(),
    folders: () => folders,
    async close() {
      if (unwritten.length > 0) write()
      await writing
    },
  }
}

function notKnown(): EngineError {
  return new EngineError(
    'file-missing',
    'The document names a file that this program does not know.',
    'Choose the file again, or open the document again.',
  )
}

function toLine({ path, kind }: Noted): string {
  return `${JSON.stringify(kind === 'mask' ? { mask: path } : path)}\n`
}

const lineSchema = z.union([
  z.string().transform((path): Noted => ({ path, kind: 'file' })),
  z.object({ mask: z.string() }).transform(({ mask }): Noted => ({ path: mask, kind: 'mask' })),
])

/** What was handed out, in that order. A line that was torn is passed over. */
async function readRegister(path: string): Promise<Noted[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    try {
      return [lineSchema.parse(JSON.parse(line))]
    } catch {
      return []
    }
  })
}
