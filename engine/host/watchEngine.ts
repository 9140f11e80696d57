import type { EngineLine } from '../client/connectEngine.ts'

export interface WatchTimes {
  /** Between two looks. */
  readonly beatMs: number
  /**
   * Looks in a row without an answer, after which an idle engine is taken for dead. Looks, for a computer may sleep.
   */
  readonly mostUnanswered: number
  /**
   * For how long a render may go on after it was cancelled, beside the length of a step: a call that has begun ends
   * first.
   */
  readonly cancelMs: number
  /** What a step may take as long as none was seen: models are opened meanwhile. */
  readonly firstStepMs: number
}

export interface WatchFindings {
  /** The engine has nothing to do and does not answer. */
  silent(): void
  /** The engine goes on with a render that was cancelled. */
  deaf(): void
}

/**
 * Watches over an engine until it finds something or is ended. One that works is left alone: it may not hear for a
 * while.
 */
export function watchEngine(line: EngineLine, times: WatchTimes, findings: WatchFindings): () => void {
  let unanswered = 0
  const answered = () => void (unanswered = 0)
  const look = () => {
    if (line.isBusy) {
      answered()
      if (line.cancelledFor() < times.cancelMs + (line.longestStep() ?? times.firstStepMs)) return
      clearInterval(timer)
      findings.deaf()
    } else if (unanswered === 0) {
      unanswered++
      line.ping().then(answered, () => undefined)
    } else if (++unanswered > times.mostUnanswered) {
      clearInterval(timer)
      findings.silent()
    }
  }
  const timer = setInterval(look, times.beatMs)
  return () => clearInterval(timer)
}
