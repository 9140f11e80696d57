import { useTexts } from '../../i18n/language.ts'
import { useSession } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

/** What happens to changes that are not saved. */
export function UnsavedQuestion() {
  const t = useTexts()
  const question = useSession((state) => state.question)
  if (!question) return null
  const { name, answer } = question
  return (
    <Dialog
      title={t('documents.unsaved.title', { name })}
      open
      onClose={() => answer('cancel')}
      footer={
        <>
          <Button variant="danger" onClick={() => answer('discard')}>
            {t('documents.unsaved.discard')}
          </Button>
          <Button onClick={() => answer('cancel')}>{t('documents.cancel')}</Button>
          <Button variant="primary" autoFocus onClick={() => answer('save')}>
            {t('documents.unsaved.save')}
          </Button>
        </>
      }
    >
      <p>{t('documents.unsaved.text')}</p>
    </Dialog>
  )
}
