import { FilePlus, FolderOpen } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { DocumentCard } from '../../../engine/protocol/window/index.ts'
import { eachDocumentOnce } from '../../document/documentLists.ts'
import { useTexts } from '../../i18n/language.ts'
import { importFiles, newDocument, openDocument } from '../../state/actions/documents.ts'
import { tellError } from '../../state/actions/errors.ts'
import { useHost, useSession, useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import { chooseFiles } from '../../ui/chooseFiles.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { DocumentCards } from './DocumentCards.tsx'
import styles from './documents.module.css'

/** More are searched than looked through. */
const mostWithoutSearch = 8
const documentTypes = '.polyptych,.png,.jpg,.jpeg,.webp'

function cardsNamed(cards: readonly DocumentCard[], search: string): readonly DocumentCard[] {
  const wanted = search.trim().toLocaleLowerCase()
  return cards.filter(({ name, place }) => `${name} ${place ?? ''}`.toLocaleLowerCase().includes(wanted))
}

/** Documents to open, for hosts without a dialog of the system. */
export function OpenDialog() {
  const t = useTexts()
  const { session } = useStores()
  const isOpen = useSession((state) => state.dialog === 'open')
  const close = () => session.getState().set({ dialog: undefined })
  return (
    <Dialog title={t('documents.open.title')} open={isOpen} onClose={close} size="large">
      <Choices />
    </Dialog>
  )
}

function Choices() {
  const t = useTexts()
  const stores = useStores()
  const used = useHost((state) => state.recent)
  const shipped = useHost((state) => state.start.examples)
  const [found, setFound] = useState<readonly DocumentCard[]>()
  const [search, setSearch] = useState('')
  useEffect(() => {
    stores.client.call('listDocuments', {}).then(
      (answer) => setFound(answer.listed),
      (error: unknown) => tellError(stores, error),
    )
  }, [stores])
  const { recent, listed, examples } = eachDocumentOnce({ recent: used, listed: found ?? [], examples: shipped })
  const open = (source: Parameters<typeof openDocument>[1]) => {
    stores.session.getState().set({ dialog: undefined })
    void openDocument(stores, source)
  }
  const openFile = async () => {
    const files = await chooseFiles(documentTypes, { isSingle: true })
    if (files.length > 0) stores.session.getState().set({ dialog: undefined })
    await importFiles(stores, files)
  }
  return (
    <>
      <div className={styles.actions}>
        <Button icon={<FilePlus size={16} />} onClick={() => open(newDocument())}>
          {t('documents.open.new')}
        </Button>
        <Button icon={<FolderOpen size={16} />} onClick={() => void openFile()}>
          {t('documents.open.file')}
        </Button>
      </div>
      {recent.length + listed.length > mostWithoutSearch && (
        <TextField label={t('documents.open.search')} value={search} onChange={setSearch} />
      )}
      <DocumentCards
        title={t('documents.open.recent')}
        cards={cardsNamed(recent, search)}
        onOpen={(id) => open({ type: 'recent', id })}
      />
      <DocumentCards
        title={t('documents.open.listed')}
        cards={cardsNamed(listed, search)}
        onOpen={(id) => open({ type: 'listed', id })}
      />
      {found?.length === 0 && recent.length === 0 && <p className={styles.quiet}>{t('documents.open.none')}</p>}
      <DocumentCards
        title={t('documents.open.examples')}
        cards={cardsNamed(examples, search)}
        onOpen={(id) => open({ type: 'example', id })}
      />
    </>
  )
}
