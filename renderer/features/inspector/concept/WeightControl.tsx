import { adapterLimits } from '../../../document/commands/adapter.ts'
import { useTexts } from '../../../i18n/language.ts'
import { NumberField } from '../../../ui/NumberField.tsx'
import { Slider } from '../../../ui/Slider.tsx'
import type { Editing } from '../../../ui/useEditing.ts'
import styles from './concept.module.css'

export interface WeightControlProps extends Editing {
  readonly label: string
  readonly value: number
  readonly isMixed?: boolean | undefined
  readonly isDisabled?: boolean | undefined
  readonly onChange: (weight: number) => void
}

/** A weight of an adapter: the slider has what is usual, the field everything that is allowed. */
export function WeightControl({ label, value, isMixed, isDisabled, onChange, ...editing }: WeightControlProps) {
  const t = useTexts()
  const { weight: most, usualWeight: usual } = adapterLimits
  const shared = { ...editing, label, onChange, disabled: isDisabled, step: 0.05, precision: 2 }
  return (
    <div className={styles.weight}>
      <NumberField
        {...shared}
        value={value}
        placeholder={isMixed ? t('inspector.mixed') : undefined}
        min={-most}
        max={most}
      />
      <Slider {...shared} isBare value={value} min={-usual} max={usual} />
    </div>
  )
}
