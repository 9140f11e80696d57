import { setMethodSetting } from '../../../document/commands/picture.ts'
import type { Control } from '../../../document/methodControls.ts'
import { useTexts } from '../../../i18n/language.ts'
import { Button } from '../../../ui/Button.tsx'
import { EditedNumber } from './EditedNumber.tsx'
import styles from './settings.module.css'
import { useSetting, type SettingProps } from './useSetting.ts'

const percent = 100

/** A part of the whole, in per cent. */
export function ShareSetting({ most, ...props }: SettingProps & { readonly most: number }) {
  const { path } = props.row
  const { label, value, isChanged } = useSetting(props)
  return (
    <EditedNumber
      label={label}
      undo="changeMethod"
      value={Number(value) * percent}
      min={0}
      max={most}
      step={1}
      unit="%"
      hasSlider
      command={(next) => setMethodSetting(path, next / percent)}
      usual={{ isChanged, reset: setMethodSetting(path, undefined) }}
    />
  )
}

type NumberControl = Extract<Control, { type: 'number' }>

/** A number, or a button to choose one where the method chooses. */
export function NumberSetting({ control, ...props }: SettingProps & { readonly control: NumberControl }) {
  const t = useTexts()
  const { limits, unit, start = limits.min } = control
  const { path } = props.row
  const { label, value, isChanged, set } = useSetting(props)
  if (typeof value !== 'number') {
    return (
      <div className={styles.automatic}>
        <span>{label}</span>
        <Button aria-label={`${label}: ${t('inspector.automatic')}`} onClick={() => set(start)}>
          {t('inspector.automatic')}
        </Button>
      </div>
    )
  }
  return (
    <EditedNumber
      {...limits}
      label={label}
      undo="changeMethod"
      value={value}
      unit={unit && t('inspector.cache.unit')}
      command={(next) => setMethodSetting(path, next)}
      usual={{ isChanged, reset: setMethodSetting(path, undefined) }}
    />
  )
}
