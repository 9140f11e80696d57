import { Slider as Base } from '@base-ui/react/slider'
import { NumberField } from './NumberField.tsx'
import styles from './Slider.module.css'
import type { Editing } from './useEditing.ts'
import { useSliderEditing } from './useSliderEditing.ts'

export interface RangeSliderProps extends Editing {
  readonly label: string
  /** Names of both ends. */
  readonly ends: readonly [string, string]
  readonly value: readonly [number, number]
  /** Labels of the numbers below it, such as "from" and "to". */
  readonly endLabels: readonly [string, string]
  /** What the range is, as a screen reader says it. */
  readonly spoken: string
  readonly onChange: (value: [number, number]) => void
  readonly min: number
  readonly max: number
  readonly step: number
  readonly disabled?: boolean | undefined
  /** Told where nothing lies between the ends: `value` is then only where the ends are drawn. */
  readonly empty?: string | undefined
}

/** A stretch between two ends, both of which can be moved, or typed as numbers. */
export function RangeSlider(props: RangeSliderProps) {
  const { label, ends, endLabels, value, spoken, onChange, min, max, step, disabled, empty } = props
  const [low, high] = value
  const { onBegin, onEnd, onCancel, isHeld } = props
  const placeholder = empty === undefined ? undefined : '–'
  const field = { onBegin, onEnd, onCancel, isHeld, step, disabled, placeholder }
  const { begin, handlers } = useSliderEditing(props)
  return (
    <div>
      <Base.Root
        className={styles.root}
        thumbAlignment="edge"
        value={value}
        min={min}
        max={max}
        step={step}
        disabled={disabled ?? false}
        onValueChange={([first = min, last = max], { reason }) => {
          if (begin(reason)) onChange([first, last])
        }}
        {...handlers}
      >
        <span className={styles.label} aria-hidden>
          {label}
        </span>
        <Base.Control className={styles.control}>
          <Base.Track className={styles.track}>
            <Base.Indicator className={styles.indicator} />
            <Base.Thumb
              index={0}
              className={styles.thumb}
              getAriaLabel={() => ends[0]}
              getAriaValueText={() => spoken}
            />
            <Base.Thumb
              index={1}
              className={styles.thumb}
              getAriaLabel={() => ends[1]}
              getAriaValueText={() => spoken}
            />
          </Base.Track>
        </Base.Control>
      </Base.Root>
      <div className={styles.ends}>
        <NumberField
          {...field}
          label={endLabels[0]}
          name={ends[0]}
          value={low}
          min={min}
          max={high}
          onChange={(first) => onChange([first, high])}
        />
        <NumberField
          {...field}
          label={endLabels[1]}
          name={ends[1]}
          value={high}
          min={low}
          max={max}
          onChange={(last) => onChange([low, last])}
        />
      </div>
      {empty !== undefined && <p className={styles.empty}>{empty}</p>}
    </div>
  )
}
