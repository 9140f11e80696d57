import { tellError } from '../state/actions/errors.ts'
import { readGalleryAgain, readLibrary } from '../state/hostStores.ts'
import type { Stores } from '../state/stores.ts'

type Parts = Pick<Stores, 'client' | 'host' | 'notices'>

/** Reads everything again that may have changed while the line to the host was lost. */
export function refreshAfterLoss(stores: Parts): () => void {
  return stores.client.onConnection((connection) => {
    if (connection === 'open') refresh(stores).catch((error: unknown) => tellError(stores, error))
  })
}

async function refresh({ client, host }: Parts): Promise<void> {
  const fresh = await client.call('start', {})
  const { engine, settings, recent, jobs } = fresh
  // what is kept now is the work of windows that live, this one's first of all
  const { recoveries } = host.getState().start
  host.setState({ start: { ...fresh, recoveries }, engine, settings, recent, jobs })
  await readLibrary(client, host)
  await readGalleryAgain(client, host)
}
