import { useRef, type KeyboardEvent } from 'react'
import { classes } from './classes.ts'
import { Field } from './Field.tsx'
import fieldStyles from './Field.module.css'
import styles from './MarkedTextArea.module.css'
import type { TextFieldProps } from './TextField.tsx'
import { useEditing } from './useEditing.ts'

/** A part of the text that means something, in the colour of what it means. */
export interface TextMark {
  readonly start: number
  readonly end: number
  /** Of CSS. */
  readonly color: string
}

export interface MarkedTextAreaProps extends Omit<TextFieldProps, 'disabled' | 'autoFocus'> {
  /** In their order, without overlaps. */
  readonly marks: readonly TextMark[]
}

/**
 * Lines of text that grow with it, some parts of which are underlined: the same text lies below, painted with the marks
 * alone.
 */
export function MarkedTextArea(props: MarkedTextAreaProps) {
  const { label, value, onChange, hint, error, placeholder, marks } = props
  const editing = useEditing(props)
  const mirror = useRef<HTMLDivElement>(null)
  function onKeyDown({ key, nativeEvent }: KeyboardEvent) {
    if (key === 'Escape' && !nativeEvent.isComposing) editing.cancel()
  }
  return (
    <Field label={label} hint={hint} error={error}>
      {(parts) => (
        <div className={styles.place}>
          <div ref={mirror} className={classes(fieldStyles.input, styles.mirror)} aria-hidden>
            {piecesOf(value, marks).map(({ start, text, color }) =>
              color ? (
                <mark key={start} className={styles.mark} style={{ textDecorationColor: color }}>
                  {text}
                </mark>
              ) : (
                text
              ),
            )}
          </div>
          <textarea
            {...parts}
            className={classes(fieldStyles.input, styles.text)}
            value={value}
            placeholder={placeholder}
            onChange={({ target }) => {
              editing.begin()
              onChange(target.value)
            }}
            onBlur={editing.end}
            onKeyDown={onKeyDown}
            onScroll={({ currentTarget }) => mirror.current?.scrollTo({ top: currentTarget.scrollTop })}
          />
        </div>
      )}
    </Field>
  )
}

interface Piece {
  readonly start: number
  readonly text: string
  readonly color?: string
}

function piecesOf(text: string, marks: readonly TextMark[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { start, end, color } of marks) {
    pieces.push({ start: at, text: text.slice(at, start) }, { start, text: text.slice(start, end), color })
    at = end
  }
  // A last line that is empty takes no room without a letter behind it.
  return [...pieces.filter((piece) => piece.text !== ''), { start: at, text: `${text.slice(at)} ` }]
}
