import type { MenuItemConstructorOptions } from 'electron'
import { menuCommands, menus, type CommandId, type MenuEntry } from '../bridge/menu.ts'

export interface MenuActions {
  readonly command: (id: CommandId) => void
  readonly openRecent: (id: string) => void
}

export interface MenuSettings {
  readonly platform: string
  readonly language: MenuLanguage
  /** Documents that were used last, newest first. */
  readonly recent: readonly { readonly id: string; readonly name: string }[]
  readonly actions: MenuActions
}

export type MenuLanguage = 'en' | 'de'

const recentTexts: Readonly<Record<MenuLanguage, string>> = { en: 'Open recent', de: 'Zuletzt benutzt' }
const mostRecent = 10

/** The first of the artist's languages that there are texts for. */
export function menuLanguage(preferred: readonly string[]): MenuLanguage {
  const known = preferred.map((tag) => tag.toLowerCase().split('-')[0]).find((tag) => tag === 'de' || tag === 'en')
  return known === 'de' ? 'de' : 'en'
}

/** The menu bar, from the table that it shares with the window. */
export function menuTemplate(settings: MenuSettings): MenuItemConstructorOptions[] {
  const { platform, language } = settings
  const isHere = ({ onlyOn }: { readonly onlyOn?: 'mac' | 'others' }) =>
    onlyOn === undefined || (onlyOn === 'mac') === (platform === 'darwin')
  return menus.filter(isHere).map((menu) => ({
    label: menu[language],
    submenu: menu.entries.filter(isHere).map((entry) => itemOf(entry, settings)),
  }))
}

function itemOf(entry: MenuEntry, { language, recent, actions }: MenuSettings): MenuItemConstructorOptions {
  if ('separator' in entry) return { type: 'separator' }
  if ('role' in entry) return { role: entry.role }
  if ('recent' in entry) {
    const items = recent.slice(0, mostRecent).map(({ id, name }) => ({
      label: name.replaceAll('&', '&&'), // a single one would mark the letter that follows
      click: () => actions.openRecent(id),
    }))
    return { label: recentTexts[language], enabled: items.length > 0, submenu: items }
  }
  const command = menuCommands.find(({ id }) => id === entry.command)!
  return {
    id: command.id,
    label: command[language],
    ...(command.accelerator !== undefined && { accelerator: command.accelerator }),
    click: () => actions.command(command.id),
  }
}
