import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { classes } from './classes.ts'
import { Field } from './Field.tsx'
import fieldStyles from './Field.module.css'
import styles from './Menu.module.css'

export interface SelectOption<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly hint?: string | undefined
}

export interface SelectProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly SelectOption<Value>[]
  readonly onChange: (value: Value) => void
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly disabled?: boolean | undefined
  readonly onOpenChange?: ((isOpen: boolean) => void) | undefined
}

/** One of several that need their names to be told apart. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, value, options, onChange, hint, error, disabled, onOpenChange } = props
  return (
    <Field label={label} hint={hint} error={error}>
      {(parts) => (
        <Base.Root
          value={value}
          items={options}
          modal={false}
          disabled={disabled ?? false}
          onValueChange={(next) => next !== null && onChange(next)}
          onOpenChange={(isOpen) => onOpenChange?.(isOpen)}
        >
          <Base.Trigger {...parts} aria-label={label} className={classes(fieldStyles.input, fieldStyles.select)}>
            <Base.Value className={fieldStyles.shown} title={options.find((option) => option.value === value)?.label} />
            <ChevronDown size={14} aria-hidden />
          </Base.Trigger>
          <Base.Portal>
            <Base.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false}>
              <Base.Popup className={styles.popup}>
                {options.map((option) => (
                  <Base.Item
                    key={option.value}
                    value={option.value}
                    className={classes(styles.item, option.hint && styles.tall)}
                  >
                    <span className={styles.check}>
                      <Base.ItemIndicator>
                        <Check size={14} aria-hidden />
                      </Base.ItemIndicator>
                    </span>
                    <span className={styles.label}>
                      <Base.ItemText>{option.label}</Base.ItemText>
                      {option.hint && <span className={styles.hint}>{option.hint}</span>}
                    </span>
                  </Base.Item>
                ))}
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </Field>
  )
}
