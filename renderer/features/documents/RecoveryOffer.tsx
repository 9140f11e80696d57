import { useState } from 'react'
import { useTexts } from '../../i18n/language.ts'
import { openDocument } from '../../state/actions/documents.ts'
import { tellError } from '../../state/actions/errors.ts'
import { useHost, useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { dateText } from './DocumentCards.tsx'
import styles from './documents.module.css'

/** Work that was not saved when the program ended, one after another. */
export function RecoveryOffer() {
  const t = useTexts()
  const stores = useStores()
  const all = useHost((state) => state.start.recoveries)
  const [decided, setDecided] = useState<readonly string[]>([])
  const [isLater, setLater] = useState(false)
  const card = all.find(({ id }) => !decided.includes(id))
  if (!card || isLater) return null
  const { id, name, changedAt, thumbnail } = card
  const decide = () => setDecided([...decided, id])
  return (
    <Dialog
      title={t('documents.recovery.title')}
      open
      onClose={() => setLater(true)}
      footer={
        <>
          <Button
            variant="danger"
            onClick={() => {
              decide()
              stores.client.call('dropRecovery', { documentId: id }).catch((error: unknown) => tellError(stores, error))
            }}
          >
            {t('documents.recovery.discard')}
          </Button>
          <Button onClick={() => setLater(true)}>{t('documents.recovery.later')}</Button>
          <Button
            variant="primary"
            autoFocus
            onClick={() => {
              setLater(true) // one document is open at a time; the others are offered at the next start
              void openDocument(stores, { type: 'recovery', id })
            }}
          >
            {t('documents.recovery.restore')}
          </Button>
        </>
      }
    >
      <p>{t('documents.recovery.text')}</p>
      {thumbnail && <img className={styles.picture} src={thumbnail} alt="" />}
      <p>
        <strong>{name}</strong> <span className={styles.quiet}>{dateText(changedAt)}</span>
      </p>
    </Dialog>
  )
}
