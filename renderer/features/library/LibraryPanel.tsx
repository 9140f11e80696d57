import { Library, SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'
import { filterLibrary, wholeLibrary, type LibraryWish } from '../../document/libraryFilter.ts'
import { useTexts } from '../../i18n/language.ts'
import { matchKey } from '../../state/matchStore.ts'
import { useDocument, useHost, useMatches, useSession, useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { AdapterList } from './AdapterList.tsx'
import { AdapterSheet } from './AdapterSheet.tsx'
import { FoundFolders } from './FoundFolders.tsx'
import styles from './library.module.css'
import { AddFolderButton } from './OwnFolder.tsx'
import { LibraryHead } from './LibraryHead.tsx'

/** The adapters that can be placed: search, cards, details, folders. */
export function LibraryPanel() {
  const t = useTexts()
  const { session } = useStores()
  const wish = useSession((state) => state.libraryWish)
  const shownId = useSession((state) => state.adapterId)
  const setWish = (libraryWish: LibraryWish) => session.getState().set({ libraryWish, libraryScroll: 0 })
  const setShownId = (adapterId: string | undefined) => session.getState().set({ adapterId })
  const [findsFolders, setFindsFolders] = useState(false)
  const entries = useHost((state) => state.library.entries)
  const isRead = useHost((state) => state.library.isRead)
  const model = useDocument((state) => state.project.model.path)
  const matches = useMatches((state) => state.matches)
  const found = useMemo(
    () => filterLibrary(entries.values(), wish, (id) => matches.get(matchKey(model, id))),
    [entries, wish, matches, model],
  )
  const shown = shownId === undefined ? undefined : entries.get(shownId)
  if (shown) return <AdapterSheet entry={shown} onBack={() => setShownId(undefined)} />
  return (
    <div className={styles.panel}>
      <LibraryHead wish={wish} onWish={setWish} count={found.length} onFindFolders={() => setFindsFolders(true)} />
      {found.length > 0 && <AdapterList entries={found} onShow={setShownId} />}
      {isRead && found.length === 0 && entries.size > 0 && (
        <EmptyState
          icon={<SearchX size={28} aria-hidden />}
          title={t('library.empty.nothing')}
          text={t('library.empty.nothingText')}
          action={<Button onClick={() => setWish(wholeLibrary)}>{t('library.empty.clear')}</Button>}
        />
      )}
      {isRead && entries.size === 0 && (
        <EmptyState
          icon={<Library size={28} aria-hidden />}
          title={t('library.empty.title')}
          text={t('library.empty.text')}
          action={
            <>
              <AddFolderButton />
              <Button onClick={() => setFindsFolders(true)}>{t('library.findFolders')}</Button>
            </>
          }
        />
      )}
      <FoundFolders isOpen={findsFolders} onClose={() => setFindsFolders(false)} />
    </div>
  )
}
