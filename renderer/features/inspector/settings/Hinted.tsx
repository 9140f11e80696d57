import type { ReactNode } from 'react'
import styles from './settings.module.css'

/** A control with a sentence below it that says what it does. */
export function Hinted({ hint, children }: { readonly hint: string; readonly children: ReactNode }) {
  return (
    <div className={styles.hinted}>
      {children}
      <p className={styles.hint}>{hint}</p>
    </div>
  )
}
