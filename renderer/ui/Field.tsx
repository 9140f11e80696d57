import { useId, type ReactNode } from 'react'
import styles from './Field.module.css'

export interface FieldProps {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  /** The control; as a function it is given what it needs to be named and described. */
  readonly children: ReactNode | ((parts: FieldParts) => ReactNode)
}

export interface FieldParts {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

/** A control with its label above it, and a hint or what is wrong below it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId()
  const note = error ?? hint
  const noteId = `${id}-note`
  const parts = {
    id,
    'aria-describedby': note ? noteId : undefined,
    'aria-invalid': error ? (true as const) : undefined,
  }
  const takesParts = typeof children === 'function'
  return (
    <div
      className={styles.field}
      {...(!takesParts && { role: 'group', 'aria-label': label, 'aria-describedby': parts['aria-describedby'] })}
    >
      {takesParts ? (
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
      ) : (
        <span className={styles.label} aria-hidden>
          {label}
        </span>
      )}
      {takesParts ? children(parts) : children}
      {note && (
        <p id={noteId} className={error ? styles.error : styles.hint}>
          {note}
        </p>
      )}
    </div>
  )
}
