import { useEffect, useState } from 'react'
import { useTexts } from '../../i18n/language.ts'
import { saveTo } from '../../state/actions/documents.ts'
import { useDocument, useSession, useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'

/** A name for the document, for hosts without a dialog of the system. */
export function SaveAsDialog() {
  const isOpen = useSession((state) => state.dialog === 'saveAs')
  return isOpen && <NameDialog />
}

function NameDialog() {
  const t = useTexts()
  const stores = useStores()
  const [name, setName] = useState(useDocument((state) => state.name))
  const [taken, setTaken] = useState<readonly string[]>([])
  const [isSaving, setSaving] = useState(false)
  useEffect(() => {
    stores.client.call('listDocuments', {}).then(
      ({ listed }) => setTaken(listed.map((card) => card.name.toLocaleLowerCase())),
      () => undefined, // the host refuses a name that is taken by itself
    )
  }, [stores])
  const trimmed = name.trim()
  const replace = taken.includes(trimmed.toLocaleLowerCase())
  const close = () => stores.session.getState().set({ dialog: undefined })
  async function save() {
    if (trimmed === '' || isSaving) return
    setSaving(true)
    const isSaved = await saveTo(stores, { type: 'named', name: trimmed, replace })
    setSaving(false)
    if (isSaved) close()
  }
  return (
    <Dialog
      title={t('documents.saveAs.title')}
      open
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{t('documents.cancel')}</Button>
          <Button
            variant={replace ? 'danger' : 'primary'}
            disabled={trimmed === '' || isSaving}
            onClick={() => void save()}
          >
            {t(replace ? 'documents.saveAs.replace' : 'documents.saveAs.save')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!replace) void save() // what is replaced is replaced by a press on its button
        }}
      >
        <TextField
          label={t('documents.saveAs.name')}
          value={name}
          onChange={setName}
          hint={t('documents.saveAs.where')}
          error={replace ? t('documents.saveAs.taken') : undefined}
          autoFocus
        />
      </form>
    </Dialog>
  )
}
