import { useId, type ReactNode } from 'react'
import { Tooltip } from '../../../ui/Tooltip.tsx'
import styles from './settings.module.css'

export interface HintedProps {
  readonly label: string
  readonly hint: string
  readonly children: ReactNode
}

/**
 * A control that says what it does when the pointer rests on it or the focus comes in, and to screen readers always.
 */
export function Hinted({ label, hint, children }: HintedProps) {
  const id = useId()
  return (
    <Tooltip label={hint} side="left">
      <div className={styles.hinted} role="group" aria-label={label} aria-describedby={id}>
        {children}
        <span id={id} hidden>
          {hint}
        </span>
      </div>
    </Tooltip>
  )
}
