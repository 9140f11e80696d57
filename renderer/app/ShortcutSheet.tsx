import { useTexts } from '../i18n/language.ts'
import { useHost, useSession, useStores } from '../state/stores.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { shortcutText } from '../ui/shortcutText.ts'
import { commandGroups, commands, shortcutsOf } from './commands.ts'
import { placeKeys } from './placeKeys.ts'
import styles from './Shell.module.css'

interface Line {
  readonly id: string
  readonly text: string
  readonly keys: readonly string[]
}

/** All shortcuts: of the table of commands, and of places that have keys of their own. */
export function ShortcutSheet() {
  const t = useTexts()
  const { session } = useStores()
  const isOpen = useSession((state) => state.dialog === 'shortcuts')
  const close = () => session.getState().set({ dialog: undefined })
  return (
    <Dialog title={t('app.shortcuts')} open={isOpen} onClose={close} size="wide">
      <Sheet />
    </Dialog>
  )
}

function Sheet() {
  const t = useTexts()
  const stores = useStores()
  const host = useHost((state) => state.start.host.name)
  const { regions, gallery, viewer } = placeKeys
  return (
    <div className={styles.sheet}>
      {commandGroups.map((group) => (
        <Lines
          key={group}
          title={t(`app.group.${group}`)}
          lines={commands
            .filter((command) => command.group === group)
            .map((command) => ({ id: command.id, text: command.text(stores), keys: shortcutsOf(command, host) }))}
        />
      ))}
      <Lines
        title={t('app.place.regions.title')}
        lines={regions.map(({ id, keys }) => ({ id, keys, text: t(`app.place.regions.${id}`) }))}
      />
      <Lines
        title={t('app.place.gallery.title')}
        lines={gallery.map(({ id, keys }) => ({ id, keys, text: t(`app.place.gallery.${id}`) }))}
      />
      <Lines
        title={t('app.place.viewer.title')}
        lines={viewer.map(({ id, keys }) => ({ id, keys, text: t(`app.place.viewer.${id}`) }))}
      />
    </div>
  )
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {lines
          .filter(({ keys }) => keys.length > 0)
          .map(({ id, text, keys }) => (
            <div key={id}>
              <dt>{text}</dt>
              <dd>
                {keys.map((key) => (
                  <kbd key={key}>{shortcutText(key)}</kbd>
                ))}
              </dd>
            </div>
          ))}
      </dl>
    </section>
  )
}
