import { useState, type ReactNode } from 'react'
import { useTexts } from '../../i18n/language.ts'
import { addLibraryFolder } from '../../state/actions/library.ts'
import { useHost, useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import styles from './library.module.css'

interface OwnFolderProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

const command = 'polyptych serve --library '

/** How a folder comes into the library of a browser, which must name no folders: whoever starts Polyptych does. */
function OwnFolder({ isOpen, onClose }: OwnFolderProps) {
  const t = useTexts()
  const line = command + t('library.ownFolder.folder')
  return (
    <Dialog title={t('library.ownFolder.title')} open={isOpen} onClose={onClose}>
      <p className={styles.quiet}>{t('library.ownFolder.text')}</p>
      <p className={styles.command}>
        <code>{line}</code>
        <CopyButton isIcon label={t('library.ownFolder.copy')} text={line} />
      </p>
      <p className={styles.quiet}>{t('library.ownFolder.stays')}</p>
    </Dialog>
  )
}

/** Adds a folder of the artist's, or says how: `explanation` stands beside what asks for it. */
export function useAddFolder(): { readonly add: () => void; readonly explanation: ReactNode } {
  const stores = useStores()
  const hasDialogs = useHost((state) => state.start.host.hasDialogs)
  const [explains, setExplains] = useState(false)
  return {
    add: () => (hasDialogs ? void addLibraryFolder(stores) : setExplains(true)),
    explanation: <OwnFolder isOpen={explains} onClose={() => setExplains(false)} />,
  }
}

export function AddFolderButton() {
  const t = useTexts()
  const { add, explanation } = useAddFolder()
  return (
    <>
      <Button onClick={add}>{t('library.addFolder')}</Button>
      {explanation}
    </>
  )
}
