import { useTexts } from '../i18n/language.ts'
import { useHost, useSession, useStores } from '../state/stores.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { shortcutText } from '../ui/shortcutText.ts'
import { commandGroups, commands, shortcutOf } from './commands.ts'
import styles from './Shell.module.css'

/** All shortcuts, from the table of commands. */
export function ShortcutSheet() {
  const t = useTexts()
  const stores = useStores()
  const isOpen = useSession((state) => state.dialog === 'shortcuts')
  const host = useHost((state) => state.start.host.name)
  const close = () => stores.session.getState().set({ dialog: undefined })
  return (
    <Dialog title={t('app.shortcuts')} open={isOpen} onClose={close} size="large">
      <div className={styles.sheet}>
        {commandGroups.map((group) => (
          <section key={group}>
            <h3>{t(`app.group.${group}`)}</h3>
            <dl>
              {commands.map((command) => {
                const shortcut = command.group === group && shortcutOf(command, host)
                return (
                  shortcut && (
                    <div key={command.id}>
                      <dt>{command.text(stores)}</dt>
                      <dd>
                        <kbd>{shortcutText(shortcut)}</kbd>
                      </dd>
                    </div>
                  )
                )
              })}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
