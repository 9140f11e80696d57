import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import styles from './Choice.module.css'
import type { SelectOption } from './Select.tsx'

export interface SegmentedProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly SelectOption<Value>[]
  readonly onChange: (value: Value) => void
}

/** One of a few that all can be seen. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  return (
    <ToggleGroup
      className={styles.segments}
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => {
        const option = options.find((other) => other.value === next)
        if (option) onChange(option.value)
      }}
    >
      {options.map((option) => (
        <Toggle key={option.value} value={option.value} className={styles.segment} title={option.hint}>
          {option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  )
}
