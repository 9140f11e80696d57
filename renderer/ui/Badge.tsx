import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './parts.module.css'

export interface BadgeProps {
  readonly tone?: 'neutral' | 'accent' | 'success' | 'warning' | 'danger' | undefined
  readonly title?: string | undefined
  readonly children: ReactNode
}

/** A word about the thing beside it. */
export function Badge({ tone = 'neutral', title, children }: BadgeProps) {
  return (
    <span className={classes(styles.badge, tone !== 'neutral' && styles[tone])} title={title}>
      {children}
    </span>
  )
}
