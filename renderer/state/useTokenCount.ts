import { useEffect, useState } from 'react'
import type { TokenCount } from '../../engine/protocol/window/index.ts'
import { useDocument, useStores } from './stores.ts'

/** Milliseconds without a change after which the host counts. */
const calm = 250

/** How long a text is to the model of the document; undefined until it is counted, and for a text that cannot be. */
export function useTokenCount(text: string): TokenCount | undefined {
  const { client } = useStores()
  const model = useDocument((state) => state.project.model.path)
  const [count, setCount] = useState<TokenCount>()
  useEffect(() => {
    let isOver = false
    const timer = setTimeout(() => {
      client.call('countTokens', { model, text }).then(
        (answer) => !isOver && setCount(answer.count),
        () => !isOver && setCount(undefined), // a model that cannot be opened is told of where it is chosen
      )
    }, calm)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [client, model, text])
  return count
}
