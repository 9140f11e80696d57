import { Menu as Base } from '@base-ui/react/menu'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './Menu.module.css'
import { shortcutText } from './shortcutText.ts'

export interface MenuAction {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  /** Such as `Mod+Shift+S`. */
  readonly shortcut?: string | undefined
  readonly disabled?: boolean | undefined
  readonly danger?: boolean | undefined
  readonly onSelect: () => void
}

export interface MenuGroup {
  readonly label: string
  readonly items: readonly MenuItem[]
}

export type MenuItem = MenuAction | 'separator' | MenuGroup

/** What stands in a menu; of the menu of a button and of the second mouse button alike. */
export function MenuItems({ items }: { readonly items: readonly MenuItem[] }) {
  return items.map((item, index) => {
    if (item === 'separator') return <Base.Separator key={index} className={styles.separator} />
    if ('items' in item) return <Submenu key={item.label} {...item} />
    return (
      <Base.Item
        key={item.id}
        className={classes(styles.item, item.danger && styles.danger)}
        disabled={item.disabled ?? false}
        onClick={item.onSelect}
      >
        {item.icon}
        <span className={styles.label}>{item.label}</span>
        {item.shortcut && <kbd className={styles.keys}>{shortcutText(item.shortcut)}</kbd>}
      </Base.Item>
    )
  })
}

function Submenu({ label, items }: MenuGroup) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className={styles.item}>
        <span className={styles.label}>{label}</span>
        <ChevronRight size={14} aria-hidden />
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner className={styles.positioner} sideOffset={4}>
          <Base.Popup className={styles.popup}>
            <MenuItems items={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  )
}
