import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ErrorReport } from '../../engine/protocol/errorReport.ts'
import { methodNames, type MethodName, type Project } from '../../engine/protocol/project.ts'
import type { CostEstimate } from '../../engine/protocol/window/index.ts'
import type { WindowClient } from '../clients/windowClient.ts'
import { costKey } from '../document/costKey.ts'
import { chooseMethod } from '../document/commands/picture.ts'
import { withOneShown } from '../document/withOneShown.ts'
import { askCost, isUntimed, type MethodCost } from './askCost.ts'
import type { DocumentStore } from './documentStore.ts'
import type { HostState, HostStore } from './hostStores.ts'
import type { MaskStore } from './maskStore.ts'
import type { SessionStore } from './sessionStore.ts'

/** What the picture at hand takes, as far as the engine has said. */
export interface CostState {
  /** Of the document as it was when it was asked for last. */
  readonly estimate: CostEstimate | undefined
  /** Why there is no newer one, such as a setting that cannot be rendered. */
  readonly error: ErrorReport | undefined
  readonly isPending: boolean
  /** Of the same picture by other methods, while somebody watches them. */
  readonly byMethod: ReadonlyMap<MethodName, MethodCost>
  /** Asks from now on, after each change. Returns what ends it. */
  readonly watch: () => () => void
  /** As `watch`, for every method as well. */
  readonly watchMethods: () => () => void
}

export type CostStore = StoreApi<CostState>

export interface CostParts {
  readonly client: Pick<WindowClient, 'call' | 'onConnection'>
  readonly document: DocumentStore
  readonly session: SessionStore
  readonly host: HostStore
  readonly masks: MaskStore
}

/** Milliseconds without a change after which the engine is asked; longer while a change is under the artist's hand. */
export interface Calm {
  readonly usual: number
  readonly inGesture: number
}

const usualCalm: Calm = { usual: 400, inGesture: 1500 }

const mostTries = 5

export function createCostStore(parts: CostParts, calm: Calm = usualCalm): CostStore {
  const { client, document, session, host } = parts
  let watchers = 0
  let methodWatchers = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Counts questions: answers to all but the newest are dropped. */
  let newest = 0
  let answered: string | undefined
  /** How often a time was asked for in vain. */
  let tries = 0

  const watcher = (count: (by: 1 | -1) => void) => () => {
    count(1)
    ask(calm.usual)
    let isOver = false
    return () => {
      if (!isOver) count(-1)
      isOver = true
    }
  }
  const store = createStore<CostState>()(() => ({
    estimate: undefined,
    error: undefined,
    isPending: false,
    byMethod: new Map(),
    watch: watcher((by) => (watchers += by)),
    watchMethods: watcher((by) => {
      watchers += by
      methodWatchers += by
    }),
  }))

  function ask(after: number) {
    clearTimeout(timer)
    if (watchers > 0) timer = setTimeout(() => void answer(), after)
  }

  const wanted = () => withOneShown(document.getState().project, session.getState().soloId)

  async function answer() {
    const project = wanted()
    const key = costKey(project)
    const isKnown = key === answered
    if (isKnown && (methodWatchers === 0 || store.getState().byMethod.size === methodNames.length)) return
    const question = ++newest
    const isNewest = () => question === newest
    if (!isKnown) {
      answered = undefined
      store.setState({ isPending: true, byMethod: new Map() })
      const cost = await askCost(parts, project)
      if (!isNewest()) return
      // Another window asked later: once more, when it has its answer.
      if (cost === 'cancelled') return ask(calm.inGesture)
      store.setState({ isPending: false, error: undefined, ...cost })
      answered = key
      if (isUntimed(cost)) askForTime()
      else tries = 0
    }
    if (methodWatchers > 0) await askMethods(project, isNewest)
  }

  async function askMethods(project: Project, isNewest: () => boolean) {
    const { estimate: known, error } = store.getState()
    const own = error ? { error } : known && { estimate: known }
    if (own && !isUntimed(own)) remember(project.method.name, own)
    for (const name of methodNames) {
      if (!isNewest() || methodWatchers === 0) return
      if (store.getState().byMethod.has(name)) continue
      const cost = await askCost(parts, chooseMethod(name, document.getState().history)(project))
      if (!isNewest()) return
      if (cost === 'cancelled') return ask(calm.inGesture)
      remember(name, cost)
      if (name === project.method.name) store.setState({ error: undefined, ...cost })
    }
  }

  function remember(name: MethodName, cost: MethodCost) {
    store.setState(({ byMethod }) => ({ byMethod: new Map([...byMethod, [name, cost]]) }))
  }

  function askAgain(after = calm.usual) {
    answered = undefined
    ask(after)
  }

  /** The engine measures nothing while it is busy, as with an estimate that was given up. */
  function askForTime() {
    const isAskedAnyway = methodWatchers > 0
    if (isAskedAnyway || tries >= mostTries || !isIdle(host.getState())) return
    askAgain(calm.inGesture * 2 ** tries++)
  }

  document.subscribe(({ project, gesture, history }, before) => {
    const hasEnded = gesture === undefined && before.gesture !== undefined
    if (project === before.project && history === before.history && !hasEnded) return
    tries = 0
    ask(gesture ? calm.inGesture : calm.usual)
  })
  session.subscribe(({ soloId }, before) => {
    if (soloId !== before.soloId) ask(calm.usual)
  })
  host.subscribe(({ engine, jobs }, before) => {
    if (engine.status !== 'ready') return
    const hasBecomeReady = before.engine.status !== 'ready'
    const hasBecomeIdle = isIdle({ jobs }) && !isIdle(before) && store.getState().estimate?.time === undefined
    if (hasBecomeReady || hasBecomeIdle) askAgain()
  })
  client.onConnection((connection) => {
    if (connection === 'open') askAgain()
  })
  return store
}

const isIdle = ({ jobs }: Pick<HostState, 'jobs'>) => !jobs.some(({ state }) => state === 'running')
