import { Command as Cmdk } from 'cmdk'
import { useTexts } from '../i18n/language.ts'
import { openDocument } from '../state/actions/documents.ts'
import { useDocument, useHost, useSession, useStores } from '../state/stores.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { shortcutText } from '../ui/shortcutText.ts'
import { commandGroups, commandOf, commands, isAvailable, runCommand, shortcutOf, type Command } from './commands.ts'
import { changeLayout } from './layout.ts'
import { matchScore } from './matchScore.ts'
import styles from './Shell.module.css'

const recentKey = 'recentCommands'
const mostRecent = 5

/** Everything that can be done, by typing a part of its name. */
export function Palette() {
  const t = useTexts()
  const { session } = useStores()
  const isOpen = useSession((state) => state.dialog === 'palette')
  return (
    <Dialog title={t('app.palette.title')} open={isOpen} onClose={() => session.getState().set({ dialog: undefined })}>
      <List />
    </Dialog>
  )
}

function List() {
  const t = useTexts()
  const stores = useStores()
  const concepts = useDocument((state) => state.project.concepts)
  const examples = useHost((state) => state.start.examples)
  const kept = useHost((state) => state.settings.layout[recentKey])
  const recent = (typeof kept === 'string' ? kept.split(',') : []).flatMap((id) => commandOf(id) ?? [])
  const close = () => stores.session.getState().set({ dialog: undefined })

  function run({ id }: Command) {
    close()
    const ids = [id, ...recent.map((command) => command.id).filter((other) => other !== id)]
    changeLayout(stores, { [recentKey]: ids.slice(0, mostRecent).join(',') })
    runCommand(stores, id)
  }
  const item = (command: Command) => <Item key={command.id} command={command} onSelect={() => run(command)} />
  const others = commands.filter((command) => command.id !== 'palette' && !recent.includes(command))

  return (
    <Cmdk
      className={styles.palette}
      label={t('app.palette.title')}
      loop
      filter={(_, typed, [name = '', words] = []) => matchScore(typed, name, words)}
    >
      <Cmdk.Input autoFocus placeholder={t('app.palette.placeholder')} aria-label={t('app.palette.placeholder')} />
      <Cmdk.List>
        <Cmdk.Empty>{t('app.palette.nothing')}</Cmdk.Empty>
        {recent.length > 0 && <Cmdk.Group heading={t('app.palette.recent')}>{recent.map(item)}</Cmdk.Group>}
        {commandGroups.map((group) => (
          <Cmdk.Group key={group} heading={t(`app.group.${group}`)}>
            {others.filter((command) => command.group === group).map(item)}
          </Cmdk.Group>
        ))}
        <Cmdk.Group heading={t('app.palette.concepts')}>
          {concepts.map(({ id, name }) => (
            <Cmdk.Item
              key={id}
              value={`concept ${id}`}
              keywords={[name]}
              onSelect={() => {
                close()
                stores.session.getState().select([id])
              }}
            >
              <span title={name}>{name}</span>
            </Cmdk.Item>
          ))}
        </Cmdk.Group>
        <Cmdk.Group heading={t('app.palette.examples')}>
          {examples.map(({ id, name }) => (
            <Cmdk.Item
              key={id}
              value={`example ${id}`}
              keywords={[name]}
              onSelect={() => {
                close()
                void openDocument(stores, { type: 'example', id })
              }}
            >
              <span title={name}>{name}</span>
            </Cmdk.Item>
          ))}
        </Cmdk.Group>
      </Cmdk.List>
    </Cmdk>
  )
}

function Item({ command, onSelect }: { readonly command: Command; readonly onSelect: () => void }) {
  const stores = useStores()
  const host = useHost((state) => state.start.host.name)
  const shortcut = shortcutOf(command, host)
  const text = command.text(stores)
  const isEnabled = isAvailable(stores, command)
  return (
    <Cmdk.Item value={command.id} keywords={[text, command.words]} disabled={!isEnabled} onSelect={onSelect}>
      <span>{text}</span>
      {shortcut && <kbd>{shortcutText(shortcut)}</kbd>}
    </Cmdk.Item>
  )
}
