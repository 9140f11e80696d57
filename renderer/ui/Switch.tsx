import { Switch as Base } from '@base-ui/react/switch'
import { useId } from 'react'
import styles from './Choice.module.css'

export interface SwitchProps {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly hint?: string | undefined
  readonly disabled?: boolean | undefined
}

/** Something that is on or off from now on. */
export function Switch({ label, checked, onChange, hint, disabled }: SwitchProps) {
  const id = useId()
  return (
    <div className={styles.row}>
      <span className={styles.text}>
        <span id={id}>{label}</span>
        {hint && (
          <span id={`${id}-hint`} className={styles.hint}>
            {hint}
          </span>
        )}
      </span>
      <Base.Root
        className={styles.switch}
        aria-labelledby={id}
        aria-describedby={hint && `${id}-hint`}
        checked={checked}
        disabled={disabled ?? false}
        onCheckedChange={(next) => onChange(next)}
      >
        <Base.Thumb className={styles.thumb} />
      </Base.Root>
    </div>
  )
}
