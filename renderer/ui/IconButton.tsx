import type { ComponentProps, ReactNode } from 'react'
import styles from './Button.module.css'
import { classes } from './classes.ts'
import { Tooltip } from './Tooltip.tsx'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly label: string
  readonly icon: ReactNode
  readonly pressed?: boolean | undefined
  readonly shortcut?: string | undefined
}

/** A button with a picture alone; its tooltip says its name and shortcut. */
export function IconButton({ label, icon, pressed, shortcut, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        {...rest}
        className={classes(styles.button, styles.quiet, styles.icon, className)}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
