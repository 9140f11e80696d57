import type { ComponentProps, ReactNode } from 'react'
import styles from './Button.module.css'
import { classes } from './classes.ts'

export interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: 'primary' | 'plain' | 'quiet' | 'danger' | undefined
  readonly size?: 'normal' | 'large' | undefined
  readonly icon?: ReactNode
}

export function Button({ variant = 'plain', size = 'normal', icon, children, className, ...rest }: ButtonProps) {
  const large = size === 'large' && styles.large
  return (
    <button type="button" {...rest} className={classes(styles.button, styles[variant], large, className)}>
      {icon}
      {children}
    </button>
  )
}
