import { useEffect, useState } from 'react'
import type { WindowResponse } from '../../../engine/protocol/window/index.ts'
import { useTexts } from '../../i18n/language.ts'
import { tellError } from '../../state/actions/errors.ts'
import { addLibraryFolder } from '../../state/actions/library.ts'
import { useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import styles from './library.module.css'

export interface FoundFoldersProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

type Found = WindowResponse<'findLibraryFolders'>['found']

/** Folders of other programs on this machine, to be read in place. */
export function FoundFolders({ isOpen, onClose }: FoundFoldersProps) {
  const t = useTexts()
  return (
    <Dialog title={t('library.found.title')} open={isOpen} onClose={onClose}>
      <p className={styles.quiet}>{t('library.found.text')}</p>
      <Choices />
    </Dialog>
  )
}

function Choices() {
  const t = useTexts()
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
  if (!found) return <p role="status">{t('library.found.looking')}</p>
  if (found.length === 0) return <p>{t('library.found.none')}</p>
  return (
    <ul className={styles.found}>
      {found.map(({ id, name, application, count }) => (
        <li key={id} className={styles.row}>
          <span className={styles.words}>
            <strong>{name}</strong>
            <span className={styles.quiet}>
              {application} · {t('library.found.count', { count })}
            </span>
          </span>
          <Button
            onClick={() => {
              setFound(found.filter((other) => other.id !== id))
              void addLibraryFolder(stores, id)
            }}
          >
            {t('library.found.add')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
