import { Slider as Base } from '@base-ui/react/slider'
import styles from './Slider.module.css'
import { editedBy } from './sliderReasons.ts'
import { useEditing, type Editing } from './useEditing.ts'

export interface RangeSliderProps extends Editing {
  readonly label: string
  /** Names of both ends. */
  readonly ends: readonly [string, string]
  readonly value: readonly [number, number]
  /** What the range is, in short. */
  readonly text: string
  /** And as a screen reader says it, where that is another text. */
  readonly spoken?: string | undefined
  readonly onChange: (value: [number, number]) => void
  readonly min: number
  readonly max: number
  readonly step: number
  readonly disabled?: boolean | undefined
}

/** A stretch between two ends, both of which can be moved. */
export function RangeSlider(props: RangeSliderProps) {
  const { label, ends, value, text, spoken = text, onChange, min, max, step, disabled } = props
  const editing = useEditing(props)
  return (
    <Base.Root
      className={styles.root}
      thumbAlignment="edge"
      value={value}
      min={min}
      max={max}
      step={step}
      disabled={disabled ?? false}
      onValueChange={([first = min, last = max], { reason }) => {
        if (editing.begin(editedBy(reason))) onChange([first, last])
      }}
      onValueCommitted={editing.end}
      onPointerDownCapture={editing.end}
      onKeyDown={({ key }) => {
        if (key === 'Escape') editing.cancel()
      }}
    >
      <span className={styles.label} aria-hidden>
        {label}
      </span>
      <Base.Control className={styles.control}>
        <Base.Track className={styles.track}>
          <Base.Indicator className={styles.indicator} />
          <Base.Thumb index={0} className={styles.thumb} getAriaLabel={() => ends[0]} getAriaValueText={() => spoken} />
          <Base.Thumb index={1} className={styles.thumb} getAriaLabel={() => ends[1]} getAriaValueText={() => spoken} />
        </Base.Track>
      </Base.Control>
      <span className={styles.value} aria-hidden>
        {text}
      </span>
    </Base.Root>
  )
}
