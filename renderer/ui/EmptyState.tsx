import type { ReactNode } from 'react'
import styles from './parts.module.css'

export interface EmptyStateProps {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly action?: ReactNode
}

/** What stands where nothing is yet, and how something comes there. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {icon}
      <p className={styles.title}>{title}</p>
      <p>{text}</p>
      {action}
    </div>
  )
}
