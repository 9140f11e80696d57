import { useTexts } from '../../../i18n/language.ts'
import { Resettable } from '../../../ui/Resettable.tsx'
import { Select } from '../../../ui/Select.tsx'
import { Switch } from '../../../ui/Switch.tsx'
import { optionText } from './optionText.ts'
import { useSetting, type SettingProps } from './useSetting.ts'

/** Stands for what the method chooses by itself. */
const automatic = 'automatic'

/** One of several, by itself where there is a default, or left to the method. */
export function ChoiceSetting({ options, ...props }: SettingProps & { readonly options: readonly string[] }) {
  const t = useTexts()
  const { label, resetLabel, usual, value, isChanged, set, reset } = useSetting(props)
  const items = options.map((option) => ({ value: option, label: optionText(t, option) }))
  const left = { value: automatic, label: t('inspector.automatic') }
  return (
    <Resettable label={resetLabel} isChanged={isChanged} onReset={reset}>
      <Select
        label={label}
        value={typeof value === 'string' ? value : automatic}
        options={usual === undefined ? [left, ...items] : items}
        onChange={(option) => (option === automatic ? reset() : set(option))}
      />
    </Resettable>
  )
}

export function SwitchSetting(props: SettingProps) {
  const t = useTexts()
  const { label, resetLabel, usual, value, isChanged, set, reset } = useSetting(props)
  if (usual !== undefined) {
    return (
      <Resettable label={resetLabel} isChanged={isChanged} onReset={reset}>
        <Switch label={label} checked={value === true} onChange={set} />
      </Resettable>
    )
  }
  return (
    <Resettable label={resetLabel} isChanged={isChanged} onReset={reset}>
      <Select
        label={label}
        value={value === undefined ? automatic : value ? 'on' : 'off'}
        options={[
          { value: automatic, label: t('inspector.automatic') },
          { value: 'on', label: t('inspector.on') },
          { value: 'off', label: t('inspector.off') },
        ]}
        onChange={(option) => (option === automatic ? reset() : set(option === 'on'))}
      />
    </Resettable>
  )
}
