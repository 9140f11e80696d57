import { Plus, RefreshCw, Star } from 'lucide-react'
import { librarySorts, type LibraryWish } from '../../document/libraryFilter.ts'
import { useEngineText } from '../../i18n/engineText.ts'
import { useTexts } from '../../i18n/language.ts'
import { importFiles } from '../../state/actions/documents.ts'
import { removeLibraryFolder, rescanLibrary } from '../../state/actions/library.ts'
import { useHost, useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import { chooseFiles } from '../../ui/chooseFiles.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, type MenuItem } from '../../ui/Menu.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAddFolder } from './OwnFolder.tsx'
import styles from './library.module.css'

export interface LibraryHeadProps {
  readonly wish: LibraryWish
  readonly onWish: (wish: LibraryWish) => void
  readonly count: number
  readonly onFindFolders: () => void
}

const everyFolder = 'all'
const adapterTypes = '.safetensors,.sft'

/** What is looked for, and where files come from. */
export function LibraryHead({ wish, onWish, count, onFindFolders }: LibraryHeadProps) {
  const t = useTexts()
  const engineText = useEngineText()
  const stores = useStores()
  const folders = useHost((state) => state.library.folders)
  const pending = useHost((state) => state.library.pending)
  const change = (part: Partial<LibraryWish>) => onWish({ ...wish, ...part })
  const folderOptions = folders.map(({ id, name, application, count: files }) => ({
    value: id,
    label: `${application === 'folder' ? name : t(`library.application.${application}`)} (${files})`,
  }))
  const folder = folders.find(({ id }) => id === wish.folderId)
  return (
    <div className={styles.head}>
      <TextField label={t('library.search')} value={wish.search} onChange={(search) => change({ search })} />
      <div className={styles.bar}>
        <Button
          variant="quiet"
          icon={<Star size={14} aria-hidden />}
          aria-pressed={wish.onlyFavourites}
          onClick={() => change({ onlyFavourites: !wish.onlyFavourites })}
        >
          {t('library.favourites')}
        </Button>
        <Button
          variant="quiet"
          aria-pressed={wish.onlyFitting}
          onClick={() => change({ onlyFitting: !wish.onlyFitting })}
        >
          {t('library.fitting')}
        </Button>
        <IconButton
          label={t('library.rescan')}
          icon={<RefreshCw size={16} />}
          onClick={() => void rescanLibrary(stores)}
        />
        <AddMenu onFindFolders={onFindFolders} />
      </div>
      <div className={styles.pair}>
        <Select
          label={t('library.folder')}
          value={wish.folderId ?? everyFolder}
          options={[{ value: everyFolder, label: t('library.allFolders') }, ...folderOptions]}
          onChange={(id) => change({ folderId: id === everyFolder ? undefined : id })}
          error={folder?.problem && engineText(folder.problem.message)}
        />
        <Select
          label={t('library.sort')}
          value={wish.sort}
          options={librarySorts.map((value) => ({ value, label: t(`library.sorts.${value}`) }))}
          onChange={(sort) => change({ sort })}
        />
      </div>
      {folder?.removable && (
        <Button
          variant="quiet"
          title={t('library.removeHint')}
          onClick={() => {
            change({ folderId: undefined })
            void removeLibraryFolder(stores, folder.id)
          }}
        >
          {t('library.removeFolder', { name: folder.name })}
        </Button>
      )}
      <p className={styles.quiet} role="status">
        {t('library.count', { count })}
        {pending > 0 && ` · ${t('library.reading', { count: pending })}`}
      </p>
    </div>
  )
}

function AddMenu({ onFindFolders }: Pick<LibraryHeadProps, 'onFindFolders'>) {
  const t = useTexts()
  const stores = useStores()
  const { add, explanation } = useAddFolder()
  const addFiles = async () => importFiles(stores, await chooseFiles(adapterTypes))
  const items: MenuItem[] = [
    { id: 'files', label: t('library.addFiles'), onSelect: () => void addFiles() },
    { id: 'folder', label: t('library.addFolder'), onSelect: add },
    { id: 'found', label: t('library.findFolders'), onSelect: onFindFolders },
  ]
  return (
    <>
      <Menu items={items} trigger={<IconButton label={t('library.add')} icon={<Plus size={16} />} />} />
      {explanation}
    </>
  )
}
