import { useTexts } from '../i18n/language.ts'
import { useHost, useSession, useStores } from '../state/stores.ts'
import { Dialog } from '../ui/Dialog.tsx'

export function AboutDialog() {
  const t = useTexts()
  const { session } = useStores()
  const isOpen = useSession((state) => state.dialog === 'about')
  const version = useHost((state) => state.start.version)
  return (
    <Dialog title={t('app.about.title')} open={isOpen} onClose={() => session.getState().set({ dialog: undefined })}>
      <p>{t('app.about.text')}</p>
      <p>{t('app.about.version', { version })}</p>
    </Dialog>
  )
}
