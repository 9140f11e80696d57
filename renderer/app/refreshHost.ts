import { tellError } from '../state/actions/errors.ts'
import { readLibrary, readMoreGallery } from '../state/hostStores.ts'
import type { Stores } from '../state/stores.ts'

/** Reads everything again that may have changed while the line to the host was lost. */
export function refreshAfterLoss(stores: Stores): () => void {
  return stores.client.onConnection((connection) => {
    if (connection === 'open') refresh(stores).catch((error: unknown) => tellError(stores, error))
  })
}

async function refresh({ client, host }: Stores): Promise<void> {
  const start = await client.call('start', {})
  const { engine, settings, recent, jobs } = start
  host.setState({ start, engine, settings, recent, jobs })
  await readLibrary(client, host)
  host.setState(({ gallery }) => ({ gallery: { ...gallery, items: [] } }))
  await readMoreGallery(client, host)
}
