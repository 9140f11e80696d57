import { firstExample } from '../../document/firstExample.ts'
import { useTexts } from '../../i18n/language.ts'
import { openDocument } from '../../state/actions/documents.ts'
import { setSettings } from '../../state/actions/settings.ts'
import { renderPictures } from '../../state/actions/render.ts'
import { useHost, useSession, useStores } from '../../state/stores.ts'
import { useFoundFolders } from '../../state/useFoundFolders.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Machine } from './Machine.tsx'
import styles from './Welcome.module.css'

/** The first page that an artist sees; the help menu opens it again. */
export function Welcome() {
  const t = useTexts()
  const stores = useStores()
  const isOpen = useSession((state) => state.dialog === 'welcome')
  const examples = useHost((state) => state.start.examples)
  const close = () => {
    stores.session.getState().set({ dialog: undefined })
    void setSettings(stores, { welcomed: true })
  }
  const open = (id: string) => {
    close()
    return openDocument(stores, { type: 'example', id })
  }
  const first = firstExample(examples)
  return (
    <Dialog
      title={t('welcome.title')}
      open={isOpen}
      onClose={close}
      size="large"
      footer={
        <>
          <Button size="large" onClick={close}>
            {t('welcome.later')}
          </Button>
          {first && (
            <Button
              size="large"
              variant="primary"
              onClick={() => void open(first.id).then((isOpen) => (isOpen ? renderPictures(stores) : undefined))}
            >
              {t('welcome.go')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.page}>
        <p className={styles.quiet}>{t('welcome.text')}</p>
        <h3>{t('welcome.machine')}</h3>
        <Machine />
        <h3>{t('welcome.examples')}</h3>
        <ul className={styles.cards}>
          {examples.map(({ id, name, thumbnail }) => (
            <li key={id}>
              <button type="button" className={styles.card} onClick={() => void open(id)}>
                {thumbnail && <img src={thumbnail} alt="" />}
                <span>{name}</span>
              </button>
            </li>
          ))}
        </ul>
        <h3>{t('welcome.own')}</h3>
        <OwnFolders />
      </div>
    </Dialog>
  )
}

/** Folders of other programs, to be added with one press. */
function OwnFolders() {
  const t = useTexts()
  const { found, add } = useFoundFolders()
  if (found?.length === 0) return <p className={styles.quiet}>{t('welcome.none')}</p>
  return found?.map(({ id, name, count }) => (
    <div key={id} className={styles.found}>
      {t('welcome.found', { name, count })}
      <Button onClick={() => void add(id)}>{t('welcome.add')}</Button>
    </div>
  ))
}
