import { EngineError } from '../errors/engineError.ts'
import type { ErrorReport } from '../protocol/errorReport.ts'
import { createPlainTexts } from '../studio/plainErrors.ts'
import type { Studio } from '../studio/studio.ts'

const plain = createPlainTexts()

export type CallAnswer = { readonly response: unknown } | { readonly error: ErrorReport }

/** Does a call of a window. What went wrong becomes data, for errors lose their fields between processes. */
export async function answerCall(
  studio: Promise<Studio>,
  method: string,
  request: unknown,
  window?: AbortSignal,
): Promise<CallAnswer> {
  try {
    return { response: await (await studio).call(method, request, window) }
  } catch (error) {
    return { error: describeError(error) }
  }
}

/**
 * An error as windows see it. A bug's own words may name folders, so they go to the terminal and the window learns that
 * there was one.
 */
export function describeError(error: unknown): ErrorReport {
  if (error instanceof EngineError) return plain.report(error) // a studio that did not start has thrown it as it is
  console.error(error)
  return {
    code: 'bug',
    message: 'This is a bug in polyptych.',
    remedy: 'Please report it, with what you did before it and what the terminal says.',
  }
}
