import { useEffect, useRef, useState } from 'react'
import type { Method, MethodName } from '../../engine/protocol/project.ts'
import { withOneShown } from '../document/withOneShown.ts'
import { askCost } from './askCost.ts'
import { createCompareCosts, type CompareCosts } from './compareCosts.ts'
import type { CostStore } from './costStore.ts'
import { useStores } from './stores.ts'

const none: CompareCosts = new Map()

/** What the chosen methods of a comparison take for the document as it was when this was shown first. */
export function useCompareCosts(methods: readonly Method[]): CompareCosts {
  const stores = useStores()
  const [costs, setCosts] = useState(none)
  const asking = useRef<ReturnType<typeof createCompareCosts>>(undefined)
  const settings = useRef(methods)
  useEffect(() => void (settings.current = methods))
  useEffect(() => {
    const { document, session, cost } = stores
    const over = new AbortController()
    const project = withOneShown(document.getState().project, session.getState().soloId)
    const methodOf = (name: MethodName) => settings.current.find((method) => method.name === name) ?? { name }
    const costsOfAll = createCompareCosts({
      async ask(name) {
        await isSettled(cost, over.signal)
        return over.signal.aborted ? 'cancelled' : askCost(stores, { ...project, method: methodOf(name) })
      },
      tell: setCosts,
    })
    asking.current = costsOfAll
    return () => {
      costsOfAll.end()
      over.abort()
    }
  }, [stores])
  const wanted = methods.map(({ name }) => name).join(',')
  useEffect(() => asking.current?.want(wanted === '' ? [] : (wanted.split(',') as MethodName[])), [wanted])
  return costs
}

/** Waits for the cost of the document: of two that ask at a time, each would take the other's answer for ever. */
function isSettled(cost: CostStore, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (!cost.getState().isPending) return resolve()
    const end = () => {
      stop()
      resolve()
    }
    const stop = cost.subscribe(({ isPending }) => {
      if (!isPending) end()
    })
    signal.addEventListener('abort', end, { once: true })
  })
}
