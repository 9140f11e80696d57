import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check } from 'lucide-react'
import { useId } from 'react'
import styles from './Choice.module.css'
import type { SwitchProps } from './Switch.tsx'

export type CheckboxProps = SwitchProps

/** One of several things that can be taken or left. */
export function Checkbox({ label, checked, onChange, hint, disabled }: CheckboxProps) {
  const id = useId()
  return (
    <div className={styles.row}>
      <Base.Root
        className={styles.checkbox}
        aria-labelledby={id}
        aria-describedby={hint && `${id}-hint`}
        checked={checked}
        disabled={disabled ?? false}
        onCheckedChange={(next) => onChange(next)}
      >
        <Base.Indicator>
          <Check size={14} aria-hidden />
        </Base.Indicator>
      </Base.Root>
      <span className={styles.text}>
        <span id={id}>{label}</span>
        {hint && (
          <span id={`${id}-hint`} className={styles.hint}>
            {hint}
          </span>
        )}
      </span>
    </div>
  )
}
