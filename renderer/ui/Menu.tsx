import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement } from 'react'
import styles from './Menu.module.css'
import { MenuItems, type MenuItem } from './MenuItems.tsx'

export type { MenuAction, MenuGroup, MenuItem } from './MenuItems.tsx'

export interface MenuProps {
  /** A button, which opens it. */
  readonly trigger: ReactElement
  readonly items: readonly MenuItem[]
}

export function Menu({ trigger, items }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner} sideOffset={4} align="start">
          <Base.Popup className={styles.popup}>
            <MenuItems items={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
