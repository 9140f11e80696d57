import type { KeyboardEvent } from 'react'
import { Field } from './Field.tsx'
import styles from './Field.module.css'
import { useEditing, type Editing } from './useEditing.ts'

export interface TextFieldProps extends Editing {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly placeholder?: string | undefined
  readonly autoFocus?: boolean | undefined
  readonly disabled?: boolean | undefined
}

/** One line of text. Enter and leaving the field end the gesture, Escape takes it back. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, ...rest } = props
  return (
    <Field label={label} hint={hint} error={error}>
      {(parts) => <Text {...parts} {...rest} />}
    </Field>
  )
}

export interface TextAreaProps extends TextFieldProps {
  readonly rows?: number | undefined
}

/** Lines of text. */
export function TextArea({ label, hint, error, rows = 3, ...rest }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(parts) => <Text {...parts} {...rest} rows={rows} />}
    </Field>
  )
}

interface TextProps extends Omit<TextAreaProps, 'label' | 'hint' | 'error'> {
  readonly id: string
}

function Text({ value, onChange, onBegin, onEnd, onCancel, isHeld, rows, ...rest }: TextProps) {
  const editing = useEditing({ onBegin, onEnd, onCancel, isHeld })
  const controls = {
    ...rest,
    className: styles.input,
    value,
    onChange({ target }: { readonly target: { readonly value: string } }) {
      editing.begin()
      onChange(target.value)
    },
    onBlur: editing.end,
    onKeyDown({ key, nativeEvent }: KeyboardEvent) {
      if (nativeEvent.isComposing) return
      if (key === 'Enter' && rows === undefined) editing.end()
      if (key === 'Escape') editing.cancel()
    },
  }
  return rows === undefined ? <input type="text" {...controls} /> : <textarea rows={rows} {...controls} />
}
