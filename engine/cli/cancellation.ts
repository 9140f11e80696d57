import { EngineError } from '../errors/engineError.ts'

/** Whether an error means that the user ended the work. */
export function isCancellation(error: unknown): boolean {
  if (error instanceof EngineError) return error.code === 'cancelled'
  return error instanceof Error && error.name === 'AbortError'
}
