import { isChanged } from '../state/documentStore.ts'
import type { Stores } from '../state/stores.ts'

/** Milliseconds after the last change. */
export const recoveryDelay = 2000

export type AutosaveParts = Pick<Stores, 'client' | 'document' | 'masks'>

/** Keeps unsaved work on the host's disk, and tells the host what the document is called. */
export function startAutosave({ client, document, masks }: AutosaveParts) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let told = ''

  async function keep(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const state = document.getState()
    if (!isChanged(state)) return
    const project = await masks.withHandles(state.project)
    const { documentId, name } = state
    await client.call('keepRecovery', { documentId, name, project })
    const now = document.getState()
    // saved or given up while the copy was on its way: it must not come back as unsaved work
    if (now.documentId !== documentId || !isChanged(now)) await client.call('dropRecovery', { documentId })
  }

  /** What cannot be kept now is kept with the next change. */
  const keepQuietly = () => void keep().catch(() => undefined)

  function tellTitle() {
    const state = document.getState()
    const title = { documentId: state.documentId, name: state.name, isChanged: isChanged(state) }
    const next = JSON.stringify(title)
    if (next === told) return
    told = next
    client.call('tellTitle', title).catch(() => (told = ''))
  }

  tellTitle()
  const stopConnection = client.onConnection((connection) => {
    if (connection === 'lost') return
    told = '' // a host that was started anew knows nothing, and one that went on takes this for another window
    tellTitle()
  })
  const stop = document.subscribe((state, before) => {
    tellTitle()
    if (state.documentId !== before.documentId) {
      clearTimeout(timer)
      timer = undefined
    } else if (state.project !== before.project && isChanged(state)) {
      clearTimeout(timer)
      timer = setTimeout(keepQuietly, recoveryDelay)
    } else if (isChanged(before) && !isChanged(state)) {
      clearTimeout(timer)
      timer = undefined
      const { documentId } = state
      client.call('dropRecovery', { documentId }).catch(() => undefined) // offered once too often is no harm
    }
  })
  return {
    /** At once, as before the window is hidden or goes. */
    keep: keepQuietly,
    stop() {
      clearTimeout(timer)
      stopConnection()
      stop()
    },
  }
}

/** Keeps the work when the window is hidden or goes, and lets browsers ask before they close it. */
export function watchLeaving(stores: Stores, keep: () => void): () => void {
  const onHide = () => document.visibilityState === 'hidden' && keep()
  const onUnload = (event: BeforeUnloadEvent) => {
    keep()
    const isWeb = stores.host.getState().start.host.name === 'web' // the desktop asks by itself
    if (isWeb && isChanged(stores.document.getState())) event.preventDefault()
  }
  document.addEventListener('visibilitychange', onHide)
  window.addEventListener('pagehide', keep)
  window.addEventListener('beforeunload', onUnload)
  return () => {
    document.removeEventListener('visibilitychange', onHide)
    window.removeEventListener('pagehide', keep)
    window.removeEventListener('beforeunload', onUnload)
  }
}
