import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'
import { shortcutText } from './shortcutText.ts'
import styles from './Tooltip.module.css'

export interface TooltipProps {
  readonly label: string
  /** What there is to know beside it, below it. */
  readonly hint?: string | undefined
  readonly shortcut?: string | undefined
  readonly side?: 'top' | 'left' | undefined
  /** What it explains: one element that takes a ref. */
  readonly children: ReactElement
}

/** Says what a control does. Its label is the name of the control already, so screen readers hear it once. */
export function Tooltip({ label, hint, shortcut, side = 'top', children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={500} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            {label}
            {shortcut && <kbd className={styles.keys}>{shortcutText(shortcut)}</kbd>}
            {hint && <span className={styles.hint}>{hint}</span>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
