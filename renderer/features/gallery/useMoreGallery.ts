import { useEffect } from 'react'
import { tellError } from '../../state/actions/errors.ts'
import { readMoreGallery } from '../../state/hostStores.ts'
import { useHost, useStores } from '../../state/stores.ts'

/** Reads the next page of the gallery while it is wanted and there is one. */
export function useMoreGallery(isWanted: boolean): void {
  const stores = useStores()
  const read = useHost((state) => state.gallery.items.length)
  const total = useHost((state) => state.gallery.total)
  useEffect(() => {
    if (!isWanted || read >= total) return
    readMoreGallery(stores.client, stores.host).catch((error: unknown) => tellError(stores, error))
  }, [stores, isWanted, read, total])
}
