import { menus, type MenuEntry } from '../../electron/bridge/menu.ts'
import { currentLanguage, t } from '../i18n/language.ts'
import { openDocument } from '../state/actions/documents.ts'
import type { Stores } from '../state/stores.ts'
import type { MenuItem } from '../ui/Menu.tsx'
import { commandOf, isAvailable, runCommand, shortcutOf } from './commands.ts'

/** The menu of the window, where the host draws none: the same table as the host's. */
export function menuItems(stores: Stores): MenuItem[] {
  return menus
    .filter(({ onlyOn }) => onlyOn === undefined)
    .map((menu) => ({
      label: menu[currentLanguage()],
      items: tidy(menu.entries.filter(({ onlyOn }) => onlyOn !== 'mac').flatMap((entry) => itemsOf(entry, stores))),
    }))
}

function itemsOf(entry: MenuEntry, stores: Stores): MenuItem[] {
  if ('separator' in entry) return ['separator']
  if ('recent' in entry) return [{ label: t('app.recent'), items: recentItems(stores) }]
  const command = 'command' in entry ? commandOf(entry.command) : undefined
  if (!command) return [] // what only the system does
  return [
    {
      id: command.id,
      label: command.text(stores),
      shortcut: shortcutOf(command, stores.host.getState().start.host.name),
      disabled: !isAvailable(stores, command),
      onSelect: () => runCommand(stores, command.id),
    },
  ]
}

function recentItems(stores: Stores): MenuItem[] {
  const { recent } = stores.host.getState()
  if (recent.length === 0) {
    return [{ id: 'none', label: t('app.noRecent'), disabled: true, onSelect: () => undefined }]
  }
  return recent.map(({ id, name }) => ({
    id,
    label: name,
    onSelect: () => void openDocument(stores, { type: 'recent', id }),
  }))
}

/** Without separators at the ends or next to each other. */
function tidy(items: readonly MenuItem[]): MenuItem[] {
  return items.filter(
    (item, index) => item !== 'separator' || (items[index - 1] !== undefined && (items[index + 1] ?? item) !== item),
  )
}
