import { useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useTexts } from '../i18n/language.ts'
import { decimalText } from '../i18n/numbers.ts'
import styles from './Field.module.css'
import { fitNumber, readNumber } from './numbers.ts'
import { useAtLast, useEditing, type EditedBy, type Editing } from './useEditing.ts'

export interface NumberFieldProps extends Editing {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
  readonly min: number
  readonly max: number
  readonly step: number
  readonly unit?: string | undefined
  /** Decimal places; those of `step` where it is missing. */
  readonly precision?: number | undefined
  readonly disabled?: boolean | undefined
  /** What the field is called where its label is only a letter. */
  readonly name?: string | undefined
  /** Stands in the place of the value, as where several things have different ones. */
  readonly placeholder?: string | undefined
}

/** A number to type, to step with the arrows, or to scrub by dragging its label. Shift steps by ten. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, min, max, step, unit, precision, disabled, name, placeholder } = props
  useTexts() // numbers are written as the language does
  const id = useId()
  const [typed, setTyped] = useState<string>()
  const editing = useEditing(props)
  const change = (next: number, by: EditedBy = 'keys') => {
    const fitted = fitNumber(next, { min, max, step, precision })
    if (fitted === value && placeholder === undefined) return
    if (editing.begin(by)) onChange(fitted)
  }
  const commit = () => {
    const number = typed === undefined ? undefined : readNumber(typed)
    if (number !== undefined) change(number)
    setTyped(undefined)
    editing.end()
  }
  useAtLast(commit)
  function onKeyDown(event: KeyboardEvent) {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    if (direction !== undefined) {
      event.preventDefault()
      setTyped(undefined)
      change(value + direction * step * (event.shiftKey ? 10 : 1))
    } else if (event.key === 'Enter') {
      commit()
    } else if (event.key === 'Escape') {
      setTyped(undefined)
      editing.cancel()
    }
  }
  return (
    <div className={styles.inline}>
      <Scrub
        {...editing}
        {...{ id, label, value, step }}
        isOff={disabled ?? false}
        pull={(next) => change(next, 'pull')}
      />
      <div className={styles.number}>
        <input
          id={id}
          className={styles.input}
          inputMode="decimal"
          data-settled={typed === undefined || undefined}
          disabled={disabled}
          aria-label={name}
          title={name}
          placeholder={placeholder}
          value={
            typed ?? (placeholder === undefined ? decimalText(fitNumber(value, { min, max, step, precision })) : '')
          }
          onFocus={({ target }) => target.select()}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={onKeyDown}
          onBlur={commit}
        />
        {unit && <span className={styles.unit}>{unit}</span>}
      </div>
    </div>
  )
}

interface ScrubProps {
  readonly id: string
  readonly label: string
  readonly isOff: boolean
  readonly value: number
  readonly step: number
  readonly pull: (value: number) => void
  readonly end: () => void
  readonly cancel: () => void
}

/** Two pixels of dragging are one step. */
const pixelsPerStep = 2

function Scrub({ id, label, isOff, value, step, pull, end, cancel }: ScrubProps) {
  const drag = useRef<{ readonly x: number; readonly value: number; hasPulled: boolean }>(undefined)
  function onPointerDown(event: PointerEvent<HTMLLabelElement>) {
    if (isOff || event.button !== 0) return
    end() // of what keys have changed: a pull is a step of its own
    const { currentTarget, pointerId } = event
    currentTarget.setPointerCapture(pointerId)
    drag.current = { x: event.clientX, value, hasPulled: false }
    const onKey = ({ key }: globalThis.KeyboardEvent) => {
      if (key !== 'Escape') return
      drag.current = undefined
      cancel()
    }
    window.addEventListener('keydown', onKey)
    currentTarget.addEventListener('lostpointercapture', () => window.removeEventListener('keydown', onKey), {
      once: true,
    })
  }
  function onPointerMove({ clientX, shiftKey }: PointerEvent) {
    if (!drag.current) return
    const steps = Math.round((clientX - drag.current.x) / pixelsPerStep)
    if (steps === 0 && !drag.current.hasPulled) return
    drag.current.hasPulled = true
    pull(drag.current.value + steps * step * (shiftKey ? 10 : 1))
  }
  function onLostPointerCapture() {
    drag.current = undefined
    end()
  }
  return (
    <label htmlFor={id} className={styles.scrub} {...{ onPointerDown, onPointerMove, onLostPointerCapture }}>
      {label}
    </label>
  )
}
