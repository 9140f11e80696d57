import { useTexts } from '../../i18n/language.ts'
import { useFoundFolders } from '../../state/useFoundFolders.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import styles from './library.module.css'

export interface FoundFoldersProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

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
  const { found, add } = useFoundFolders()
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
          <Button onClick={() => void add(id)}>{t('library.found.add')}</Button>
        </li>
      ))}
    </ul>
  )
}
