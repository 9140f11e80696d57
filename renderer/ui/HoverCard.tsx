import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import styles from './Tooltip.module.css'

export interface HoverCardProps {
  readonly card: ReactNode
  /** What it tells of: one element that takes a ref. Screen readers hear what its `aria-describedby` names. */
  readonly children: ReactElement
}

/** More about a thing, while the pointer rests on it or it has the focus. */
export function HoverCard({ card, children }: HoverCardProps) {
  return (
    <Base.Root disableHoverablePopup>
      <Base.Trigger render={children} delay={400} />
      <Base.Portal>
        <Base.Positioner side="top" sideOffset={6} collisionPadding={8} className={styles.positioner}>
          <Base.Popup className={styles.popup}>{card}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
