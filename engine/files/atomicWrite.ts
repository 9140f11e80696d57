import { randomBytes } from 'node:crypto'
import { access, constants, mkdir, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { exists } from './exists.ts'
import { isSystemError, writeFailure } from './fileErrors.ts'

/**
 * Writes a file so that its path holds either all of the new contents or what was there before, also when the program
 * or the machine stops in between. Folders that are missing are created; a link keeps being a link.
 *
 * Throws `EngineError` 'disk-full' or 'output-unwritable'. An error thrown by `contents` passes through. In either case
 * no half-written file stays behind.
 */
export async function writeFileAtomically(
  path: string,
  contents: Uint8Array | string | AsyncIterable<Uint8Array>,
): Promise<void> {
  const { target, mode } = await describing(path, () => existingTarget(resolve(path)))
  const folder = dirname(target)
  await describing(path, () => makeFolder(folder))
  // The name does not contain the target's, so that every name that fits can be written.
  const temporary = join(folder, `.polyptych-${randomBytes(8).toString('hex')}.tmp`)
  const file = await describing(path, () => open(temporary, 'wx', mode))
  try {
    try {
      await writeContents(file, path, contents)
      await describing(path, () => file.sync())
    } finally {
      await file.close()
    }
    await describing(path, () => rename(temporary, target))
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(folder)
}

/** About a small picture, so that a full disk shows before the work and not after it. */
const probeBytes = 2 ** 18

/**
 * Makes sure, before long work, that files can be written into a folder; it is created where it is missing. Throws as
 * `writeFileAtomically`.
 */
export async function requireWritableFolder(folder: string): Promise<void> {
  const probe = join(resolve(folder), `.polyptych-${randomBytes(8).toString('hex')}.tmp`)
  await describing(folder, () => makeFolder(resolve(folder)))
  try {
    await describing(folder, () => writeFile(probe, Buffer.alloc(probeBytes)))
  } finally {
    await rm(probe, { force: true })
  }
}

/**
 * Creates a folder and those above it that are missing. Node's own recursive `mkdir` never returns where a file system
 * denies that a folder exists in which it cannot create one, such as /proc.
 */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder)
  } catch (error) {
    if (!isSystemError(error)) throw error
    if (error.code === 'EEXIST' && (await stat(folder)).isDirectory()) return
    if (error.code !== 'ENOENT') throw error
    const parent = dirname(folder)
    if (await exists(parent)) return makeLastFolder(folder)
    await makeFolder(parent)
    await makeFolder(folder) // which another process may have created by now
  }
}

/** Another write may have created the folder, or the one above it, since it was looked for. */
async function makeLastFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder)
  } catch (error) {
    if (!(isSystemError(error) && error.code === 'EEXIST' && (await stat(folder)).isDirectory())) throw error
  }
}

async function writeContents(
  file: FileHandle,
  path: string,
  contents: Uint8Array | string | AsyncIterable<Uint8Array>,
): Promise<void> {
  if (typeof contents === 'string' || contents instanceof Uint8Array) {
    await describing(path, () => file.writeFile(contents))
    return
  }
  for await (const chunk of contents) await describing(path, () => file.writeFile(chunk))
}

/** The file that `path` names after following links, and the permissions that its successor gets. */
async function existingTarget(path: string): Promise<{ target: string; mode: number }> {
  try {
    const target = await realpath(path)
    const existing = await stat(target)
    if (!existing.isFile()) throw notAFile(path, existing.isDirectory() ? 'folder' : 'device or pipe')
    await access(target, constants.W_OK) // a rename would replace even a write-protected file
    return { target, mode: existing.mode & 0o777 }
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return { target: path, mode: 0o666 }
    throw error
  }
}

function notAFile(path: string, kind: string): EngineError {
  return new EngineError(
    'output-unwritable',
    `'${path}' cannot be written: a ${kind} of this name is already there.`,
    'Choose another name.',
  )
}

/** Makes the rename itself survive a power cut. Not every system can open a folder; the file is complete without it. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!isSystemError(error)) throw error
  }
}

async function describing<T>(path: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation()
  } catch (error) {
    throw writeFailure(error, path)
  }
}
