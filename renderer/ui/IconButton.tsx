import type { ComponentProps, ReactNode } from 'react'
import styles from './Button.module.css'
import { classes } from './classes.ts'
import { Tooltip } from './Tooltip.tsx'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly label: string
  /** What there is to know beside its name: in its tooltip, and for screen readers. */
  readonly hint?: string | undefined
  readonly icon: ReactNode
  readonly pressed?: boolean | undefined
  readonly shortcut?: string | undefined
}

/** A button with a picture alone; its tooltip says its name, shortcut and hint. */
export function IconButton({ label, hint, icon, pressed, shortcut, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} hint={hint} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        aria-description={hint}
        aria-pressed={pressed}
        {...rest}
        className={classes(styles.button, styles.quiet, styles.icon, className)}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
