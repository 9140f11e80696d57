import type { ErrorReport } from '../../engine/protocol/errorReport.ts'
import { reportOf } from './actions/errors.ts'

/** What is known of a question that was asked last: nothing while it is asked. */
export interface Asked<Answer> {
  readonly answer?: Answer
  readonly failure?: ErrorReport
}

/**
 * Asks one question after another. Answers to earlier ones that come late are passed over, and so are their failures.
 */
export function createNewestAnswer<Answer>(tell: (asked: Asked<Answer>) => void) {
  let newest = 0
  return {
    ask(question: () => Promise<Answer>): void {
      const number = ++newest
      const tellNewest = (asked: Asked<Answer>) => {
        if (number === newest) tell(asked)
      }
      tell({})
      question().then(
        (answer) => tellNewest({ answer }),
        (error: unknown) => tellNewest({ failure: reportOf(error) }),
      )
    },
    /** Nothing is told any more. */
    end: () => void newest++,
  }
}
