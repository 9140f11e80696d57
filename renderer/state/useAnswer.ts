import { useEffect, useRef, useState } from 'react'
import { createNewestAnswer, type Asked } from './newestAnswer.ts'
import { useHost } from './stores.ts'

/** Asks the host whenever the question is another one, and again where the answer was lost with the line. */
export function useAnswer<Answer>(question: () => Promise<Answer>): Asked<Answer> {
  const [asked, setAsked] = useState<Asked<Answer>>({})
  const isOpen = useHost((state) => state.connection === 'open')
  const answered = useRef<() => Promise<Answer>>(undefined)
  useEffect(() => {
    if (!isOpen || answered.current === question) return undefined
    const { ask, end } = createNewestAnswer<Answer>((now) => {
      if (now.answer !== undefined) answered.current = question
      setAsked(now)
    })
    ask(question)
    return end
  }, [question, isOpen])
  return asked
}
