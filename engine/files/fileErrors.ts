import { EngineError } from '../errors/engineError.ts'
import type { ErrorCode } from '../errors/engineError.ts'

/** An error of the operating system, as Node reports it: `code` is the errno name. */
export interface SystemError extends Error {
  readonly code: string
  readonly syscall: string
}

export function isSystemError(error: unknown): error is SystemError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'syscall' in error &&
    typeof error.syscall === 'string'
  )
}

interface Explanation {
  readonly code: ErrorCode
  readonly reason: string
  readonly remedy: string
}

const checkPermission = 'Check the permissions of the file and of the folders above it.'

const readExplanations: Readonly<Record<string, Explanation>> = {
  ENOENT: {
    code: 'file-missing',
    reason: 'does not exist',
    remedy: 'Check the path, or put the file back where it was.',
  },
  ENOTDIR: {
    code: 'file-missing',
    reason: 'does not exist: a part of its path is a file, not a folder',
    remedy: 'Check the path.',
  },
  EACCES: { code: 'file-unreadable', reason: 'may not be read by this user', remedy: checkPermission },
  EPERM: { code: 'file-unreadable', reason: 'may not be read by this user', remedy: checkPermission },
  EISDIR: {
    code: 'file-unreadable',
    reason: 'is a folder, where a file is needed',
    remedy: 'Choose a file inside the folder.',
  },
  ELOOP: {
    code: 'file-unreadable',
    reason: 'is a link that leads back to itself',
    remedy: 'Replace the link by the file that it should lead to.',
  },
  ENAMETOOLONG: {
    code: 'file-unreadable',
    reason: 'has a name that is longer than this file system allows',
    remedy: 'Use a shorter name, or move the file nearer to the root.',
  },
  EMFILE: {
    code: 'file-unreadable',
    reason: 'cannot be opened: too many files are open',
    remedy: 'Close other programs, or raise the limit of open files, and try again.',
  },
  EIO: {
    code: 'file-unreadable',
    reason: 'cannot be read: the disk reports an error',
    remedy: 'Check the disk or the network drive, or copy the file from another place.',
  },
}

const chooseAnother = 'Choose another place.'

const writeExplanations: Readonly<Record<string, Explanation>> = {
  ENOSPC: { code: 'disk-full', reason: 'the disk is full', remedy: 'Free some space, or choose another disk.' },
  EDQUOT: {
    code: 'disk-full',
    reason: 'your share of the disk is used up',
    remedy: 'Delete something of yours on that disk, or choose another disk.',
  },
  EFBIG: {
    code: 'output-unwritable',
    reason: 'the file system cannot hold a file of this size',
    remedy: 'Choose a disk with another file system.',
  },
  EACCES: { code: 'output-unwritable', reason: 'this user may not write there', remedy: chooseAnother },
  EPERM: { code: 'output-unwritable', reason: 'this user may not write there', remedy: chooseAnother },
  EROFS: { code: 'output-unwritable', reason: 'the disk can only be read', remedy: chooseAnother },
  ENOTDIR: {
    code: 'output-unwritable',
    reason: 'a part of the path is a file, not a folder',
    remedy: chooseAnother,
  },
  EEXIST: {
    code: 'output-unwritable',
    reason: 'a part of the path is a file, not a folder',
    remedy: chooseAnother,
  },
  EISDIR: {
    code: 'output-unwritable',
    reason: 'a folder of this name is already there',
    remedy: 'Choose another name.',
  },
  ENAMETOOLONG: {
    code: 'output-unwritable',
    reason: 'the name is longer than the file system allows',
    remedy: 'Choose a shorter name.',
  },
  ELOOP: {
    code: 'output-unwritable',
    reason: 'the path goes through a link that leads back to itself',
    remedy: chooseAnother,
  },
  ENOENT: {
    code: 'output-unwritable',
    reason: 'the folder does not exist or was removed in the meantime',
    remedy: chooseAnother,
  },
  EBUSY: {
    code: 'output-unwritable',
    reason: 'another program holds the file open',
    remedy: 'Close it there and try again.',
  },
  EIO: {
    code: 'output-unwritable',
    reason: 'the disk reports an error',
    remedy: 'Check the disk or the network drive, or choose another disk.',
  },
}

/**
 * What to throw when reading `path` failed with `error`: an `EngineError` for errors of the operating system, and any
 * other error as it is.
 */
export function readFailure(error: unknown, path: string): unknown {
  if (!isSystemError(error)) return error
  const { code, reason, remedy } = readExplanations[error.code] ?? {
    code: 'file-unreadable',
    reason: `cannot be read (${error.code})`,
    remedy: 'Check the file and the disk that it lies on.',
  }
  return new EngineError(code, `'${path}' ${reason}.`, remedy, { cause: error })
}

/**
 * What to throw when writing `path` failed with `error`: an `EngineError` for errors of the operating system, and any
 * other error as it is.
 */
export function writeFailure(error: unknown, path: string): unknown {
  if (!isSystemError(error)) return error
  const { code, reason, remedy } = writeExplanations[error.code] ?? {
    code: 'output-unwritable',
    reason: `the system reports ${error.code}`,
    remedy: chooseAnother,
  }
  return new EngineError(code, `'${path}' cannot be written: ${reason}.`, remedy, { cause: error })
}
