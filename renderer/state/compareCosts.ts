import type { MethodName } from '../../engine/protocol/project.ts'
import { isUntimed, type MethodCost } from './askCost.ts'

export type CompareCosts = ReadonlyMap<MethodName, MethodCost>

export interface CompareCostParts {
  readonly ask: (method: MethodName) => Promise<MethodCost | 'cancelled'>
  /** What is known after each answer. */
  readonly tell: (costs: CompareCosts) => void
  /** Milliseconds before a question is asked again that something else came before, or that got no time. */
  readonly pause?: number
}

/** So often a time is asked for in vain. */
const mostTries = 4

/**
 * What each method of a comparison takes, asked one by one. What is wanted last wins: a method that is not wanted any
 * more is asked no further, and what is out or was answered is not asked again.
 */
export function createCompareCosts({ ask, tell, pause = 1500 }: CompareCostParts) {
  let known: CompareCosts = new Map()
  let newest = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let inFlight: { readonly method: MethodName; readonly answer: Promise<MethodCost | 'cancelled'> } | undefined

  /** The question that is out is not asked a second time, which would begin it anew. */
  function answerOf(method: MethodName): Promise<MethodCost | 'cancelled'> {
    if (inFlight?.method === method) return inFlight.answer
    const question = { method, answer: ask(method) }
    inFlight = question
    return question.answer.finally(() => {
      if (inFlight === question) inFlight = undefined
    })
  }

  async function askAll(methods: readonly MethodName[], tries: number) {
    const question = newest
    const first = methods.filter((method) => method === inFlight?.method)
    for (const method of new Set([...first, ...methods])) {
      const before = known.get(method)
      if (before && !isUntimed(before)) continue
      const cost = await answerOf(method)
      if (cost !== 'cancelled') {
        known = new Map([...known, [method, cost]])
        if (newest >= 0) tell(known)
      }
      if (question !== newest) return
      if (cost === 'cancelled') return again(methods, tries)
    }
    if (tries < mostTries && methods.some((method) => isUntimed(known.get(method)!))) again(methods, tries + 1)
  }

  function again(methods: readonly MethodName[], tries: number) {
    timer = setTimeout(() => void askAll(methods, tries), pause)
  }

  return {
    want(methods: readonly MethodName[]): void {
      newest++
      clearTimeout(timer)
      void askAll(methods, 0)
    },
    /** Nothing is asked or told any more. */
    end(): void {
      newest = -1
      clearTimeout(timer)
    },
  }
}
