import { RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './IconButton.tsx'
import styles from './Resettable.module.css'

export interface ResettableProps {
  /** Of the button, such as "Reset steps". */
  readonly label: string
  readonly isChanged: boolean
  readonly onReset: () => void
  readonly children: ReactNode
}

/**
 * A control with a button behind it that brings its default back; it keeps its place while there is nothing to reset.
 */
export function Resettable({ label, isChanged, onReset, children }: ResettableProps) {
  return (
    <div className={styles.row}>
      <div className={styles.control}>{children}</div>
      {isChanged ? (
        <IconButton className={styles.reset} label={label} icon={<RotateCcw size={13} />} onClick={onReset} />
      ) : (
        <span className={styles.reset} />
      )}
    </div>
  )
}
