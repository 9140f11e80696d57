import { ContextMenu as Base } from '@base-ui/react/context-menu'
import type { ReactNode } from 'react'
import styles from './Menu.module.css'
import { MenuItems, type MenuItem } from './MenuItems.tsx'

export interface ContextMenuProps {
  /** What is pressed; laid out as if it stood alone. */
  readonly children: ReactNode
  readonly items: readonly MenuItem[]
}

export function ContextMenu({ children, items }: ContextMenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={<div style={{ display: 'contents' }} />}>{children}</Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            <MenuItems items={items} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
