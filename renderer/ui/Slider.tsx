import { Slider as Base } from '@base-ui/react/slider'
import { useTexts } from '../i18n/language.ts'
import { decimalText, percentText } from '../i18n/numbers.ts'
import type { NumberFieldProps } from './NumberField.tsx'
import { fitNumber } from './numbers.ts'
import styles from './Slider.module.css'
import { useSliderEditing } from './useSliderEditing.ts'

export interface SliderProps extends NumberFieldProps {
  /** Without label and value, where a number field beside it shows them. */
  readonly isBare?: boolean | undefined
}

/** A number between two ends, where the way there matters more than its digits. */
export function Slider(props: SliderProps) {
  const { label, value, onChange, min, max, step, unit, precision, disabled, isBare = false } = props
  useTexts() // numbers are written as the language does
  const { begin, handlers } = useSliderEditing(props)
  const fitted = fitNumber(value, { min, max, step, precision })
  const number = decimalText(fitted)
  const text = unit === '%' ? percentText(fitted / 100) : unit ? `${number} ${unit}` : number
  return (
    <Base.Root
      className={styles.root}
      value={Math.min(max, Math.max(min, value))}
      min={min}
      max={max}
      step={step}
      disabled={disabled ?? false}
      onValueChange={(next, { reason }) => {
        if (begin(reason)) onChange(fitNumber(next, { min, max, step, precision }))
      }}
      {...handlers}
    >
      {!isBare && (
        <span className={styles.label} aria-hidden>
          {label}
        </span>
      )}
      <Base.Control className={styles.control}>
        <Base.Track className={styles.track}>
          <Base.Indicator className={styles.indicator} />
          <Base.Thumb className={styles.thumb} getAriaLabel={() => label} getAriaValueText={() => text} />
        </Base.Track>
      </Base.Control>
      {!isBare && (
        <span className={styles.value} aria-hidden>
          {text}
        </span>
      )}
    </Base.Root>
  )
}
