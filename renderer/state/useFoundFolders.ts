import { useEffect, useState } from 'react'
import type { WindowResponse } from '../../engine/protocol/window/index.ts'
import { tellError } from './actions/errors.ts'
import { addLibraryFolder } from './actions/library.ts'
import { useStores } from './stores.ts'

type Found = WindowResponse<'findLibraryFolders'>['found']

/**
 * Folders of other programs on this machine that the library does not have yet; undefined while they are looked for.
 */
export function useFoundFolders(): { readonly found: Found | undefined; readonly add: (id: string) => Promise<void> } {
  const stores = useStores()
  const [found, setFound] = useState<Found>()
  useEffect(() => {
    stores.client.call('findLibraryFolders', {}).then(
      (answer) => setFound(answer.found),
      (error: unknown) => {
        setFound([])
        tellError(stores, error)
      },
    )
  }, [stores])
  return {
    found,
    async add(id) {
      if (await addLibraryFolder(stores, id)) setFound((all) => all?.filter((folder) => folder.id !== id))
    },
  }
}
