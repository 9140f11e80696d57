import { Menu as MenuIcon, PanelBottom, PanelLeft, PanelRight, Redo2, Settings, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTexts } from '../i18n/language.ts'
import { openJobs } from '../state/actions/render.ts'
import { isChanged } from '../state/documentStore.ts'
import { useDocument, useHost, useSession, useStores } from '../state/stores.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu } from '../ui/Menu.tsx'
import { commandOf, isAvailable, runCommand, shortcutOf } from './commands.ts'
import { EngineChip } from './EngineChip.tsx'
import { useFolded, type PanelName } from './layout.ts'
import { menuItems } from './menuItems.ts'
import styles from './Shell.module.css'

export function TitleBar() {
  const t = useTexts()
  const name = useDocument((state) => state.name)
  const changed = useDocument(isChanged)
  const hasMenu = useHost((state) => state.start.host.hasMenu)
  return (
    <header className={styles.title}>
      <title>{`${changed ? '• ' : ''}${name} – Polyptych`}</title>
      {!hasMenu && <WindowMenu />}
      <h1 className={styles.name} title={name}>
        {name}
        {changed && (
          <span className={styles.changed} role="img" aria-label={t('app.changed')}>
            {' '}
            •
          </span>
        )}
      </h1>
      <CommandButton id="undo" icon={<Undo2 size={16} />} />
      <CommandButton id="redo" icon={<Redo2 size={16} />} />
      <span className={styles.space} />
      <EngineChip />
      <FoldButton panel="left" id="toggleLeftPanel" icon={<PanelLeft size={16} />} />
      <FoldButton panel="strip" id="toggleGalleryStrip" icon={<PanelBottom size={16} />} />
      <FoldButton panel="right" id="toggleRightPanel" icon={<PanelRight size={16} />} />
      <CommandButton id="settings" icon={<Settings size={16} />} />
    </header>
  )
}

function WindowMenu() {
  const t = useTexts()
  const stores = useStores()
  useSession((state) => state.selection) // what can be done depends on them
  useSession((state) => state.view)
  useDocument((state) => state.history)
  useHost((state) => openJobs(state).length > 0)
  useHost((state) => state.recent)
  return (
    <Menu
      trigger={
        <Button variant="quiet" icon={<MenuIcon size={16} />}>
          {t('app.menu')}
        </Button>
      }
      items={menuItems(stores)}
    />
  )
}

interface CommandButtonProps {
  readonly id: string
  readonly icon: ReactNode
  readonly pressed?: boolean
  readonly className?: string | undefined
}

function CommandButton({ id, icon, pressed, className }: CommandButtonProps) {
  useTexts() // the text follows the language
  const stores = useStores()
  useDocument((state) => state.history)
  const host = useHost((state) => state.start.host.name)
  const command = commandOf(id)!
  return (
    <IconButton
      label={command.text(stores)}
      icon={icon}
      pressed={pressed}
      className={className}
      shortcut={shortcutOf(command, host)}
      disabled={!isAvailable(stores, command)}
      onClick={() => runCommand(stores, id)}
    />
  )
}

function FoldButton({ panel, ...rest }: CommandButtonProps & { readonly panel: PanelName }) {
  const folded = useFolded(panel)
  return <CommandButton {...rest} pressed={!folded} className={styles.fold} />
}
