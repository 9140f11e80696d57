/** What can go wrong because of a file, a setting or the machine. A broken promise of the code is an `assert`. */
export const errorCodes = [
  'file-missing',
  'file-unreadable',
  'file-invalid',
  'file-refused',
  'file-changed',
  'output-unwritable',
  'disk-full',
  'model-unsupported',
  'adapter-mismatch',
  'adapter-unsupported',
  'project-invalid',
  'project-newer',
  'setting-invalid',
  'provider-unavailable',
  'out-of-memory',
  'render-failed',
  /** The process that computes ended by itself. */
  'engine-gone',
  'cancelled',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/**
 * The one error that users see. `message` is a sentence that names the file and the thing; `remedy` is a sentence that
 * says what to do about it.
 */
export class EngineError extends Error {
  readonly code: ErrorCode
  readonly remedy: string

  constructor(code: ErrorCode, message: string, remedy: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'EngineError'
    this.code = code
    this.remedy = remedy
  }
}

/** Stops on a state that only a mistake in our own code can produce. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Bug: ${message}`)
}

/** Closes a switch over a union: the compiler rejects a case that was forgotten. */
export function unreachable(value: never): never {
  throw new Error(`Bug: unexpected value ${JSON.stringify(value)}`)
}
