import { useState } from 'react'
import { setMethodSetting } from '../../../document/commands/picture.ts'
import { defaultOf, settingsWithDefaults, valueAtPath } from '../../../document/methodControls.ts'
import { readNumberList } from '../../../document/numberList.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useGesture } from '../../../state/useGesture.ts'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Resettable } from '../../../ui/Resettable.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { optionText } from './optionText.ts'
import styles from './settings.module.css'
import { StepsRange } from './StepsRange.tsx'
import { useSetting, type SettingProps } from './useSetting.ts'

/** The steps in which something acts, of those that this project has. */
export function PartSetting({ to, ...props }: SettingProps & { readonly to: readonly string[] }) {
  const { method, row } = props
  const { label, resetLabel, isChanged } = useSetting(props)
  const { change, ...editing } = useGesture('changeMethod')
  const settings = settingsWithDefaults(method)
  const part = { from: Number(valueAtPath(settings, row.path)), to: Number(valueAtPath(settings, to)) }
  const setPart = (from: number | undefined, end: number | undefined) => {
    const [start, stop] = [setMethodSetting(row.path, from), setMethodSetting(to, end)]
    change((project) => stop(start(project)))
  }
  return (
    <Resettable
      label={resetLabel}
      isChanged={isChanged || part.to !== defaultOf(method.name, to)}
      onReset={() => setPart(undefined, undefined)}
    >
      <StepsRange {...editing} label={label} part={part} onChange={(next) => setPart(next.from, next.to)} />
    </Resettable>
  )
}

/** Steps by their number; nothing typed leaves them to the method. */
export function StepListSetting(props: SettingProps) {
  const t = useTexts()
  const { label, resetLabel, value, isChanged, set, reset } = useSetting(props)
  const [typed, setTyped] = useState<string>()
  const shown = Array.isArray(value) ? value.map((step: number) => step + 1).join(', ') : ''
  const read = typed === undefined ? undefined : readNumberList(typed, 1)
  function commit() {
    if (typed?.trim() === '') reset()
    else if (read) set(read.map((step) => step - 1))
    setTyped(undefined)
  }
  return (
    <Resettable label={resetLabel} isChanged={isChanged} onReset={reset}>
      <TextField
        label={label}
        error={typed !== undefined && typed.trim() !== '' && !read ? t('inspector.steps.wrong') : undefined}
        value={typed ?? shown}
        placeholder={`${t('inspector.automatic')} · ${t('inspector.steps.list')}`}
        onChange={setTyped}
        onEnd={commit}
        onCancel={() => setTyped(undefined)}
      />
    </Resettable>
  )
}

/** Any of several; none given leaves them to the method. */
export function SeveralSetting({ options, ...props }: SettingProps & { readonly options: readonly string[] }) {
  const t = useTexts()
  const { label, resetLabel, value, isChanged, set, reset } = useSetting(props)
  const chosen = Array.isArray(value) ? (value as readonly string[]) : undefined
  return (
    <Resettable label={resetLabel} isChanged={isChanged} onReset={reset}>
      <Field label={label} hint={chosen ? undefined : t('inspector.automatic')}>
        <div className={styles.several}>
          {options.map((option) => (
            <Checkbox
              key={option}
              label={optionText(t, option)}
              checked={chosen?.includes(option) ?? false}
              onChange={(isOn) => set(options.filter((other) => (other === option ? isOn : chosen?.includes(other))))}
            />
          ))}
        </div>
      </Field>
    </Resettable>
  )
}
