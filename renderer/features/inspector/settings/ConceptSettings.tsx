import { setMethodSetting } from '../../../document/commands/picture.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useConceptFacts } from '../../../state/useConceptFacts.ts'
import { useGesture } from '../../../state/useGesture.ts'
import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Resettable } from '../../../ui/Resettable.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { EditedNumber } from './EditedNumber.tsx'
import { optionText } from './optionText.ts'
import styles from './settings.module.css'
import { useSetting, type SettingProps } from './useSetting.ts'

type ById = Readonly<Record<string, string>>

/** A field for each concept; what is empty is left to the method. */
export function ConceptWords(props: SettingProps) {
  const t = useTexts()
  const { label, resetLabel, value, isChanged, reset } = useSetting(props)
  const concepts = useConceptFacts()
  const { change, ...editing } = useGesture('changeMethod')
  const words = (value ?? {}) as ById
  const { path } = props.row
  return (
    <Resettable label={resetLabel} isChanged={isChanged} onReset={reset}>
      <Field label={label} hint={concepts.length === 0 ? t('inspector.perConcept.none') : undefined}>
        <div className={styles.perConcept}>
          {concepts.map(({ id, name }) => (
            <TextField
              key={id}
              {...editing}
              label={name}
              value={words[id] ?? ''}
              placeholder={t('inspector.automatic')}
              onChange={(text) => change(setMethodSetting([...path, id], text === '' ? undefined : text))}
            />
          ))}
        </div>
      </Field>
    </Resettable>
  )
}

/** A choice for each concept. */
export function ConceptChoices(props: SettingProps & { readonly options: readonly string[]; readonly usual: string }) {
  const t = useTexts()
  const { options, usual } = props
  const { label, resetLabel, value, isChanged, reset } = useSetting(props)
  const concepts = useConceptFacts()
  const { change } = useGesture('changeMethod')
  const choices = (value ?? {}) as ById
  const { path } = props.row
  return (
    <Resettable label={resetLabel} isChanged={isChanged} onReset={reset}>
      <Field label={label} hint={concepts.length === 0 ? t('inspector.perConcept.none') : undefined}>
        <div className={styles.perConcept}>
          {concepts.map(({ id, name }) => (
            <Select
              key={id}
              label={name}
              value={choices[id] ?? usual}
              options={options.map((option) => ({ value: option, label: optionText(t, option) }))}
              onChange={(option) => change(setMethodSetting([...path, id], option === usual ? undefined : option))}
            />
          ))}
        </div>
      </Field>
    </Resettable>
  )
}

/** A number for each concept with adapters that is not hidden, in their order in the project. */
export function ConceptNumbers(props: SettingProps) {
  const t = useTexts()
  const { label, resetLabel, value, isChanged, set, reset } = useSetting(props)
  const all = useConceptFacts()
  const concepts = all.filter(({ hidden, adapters }) => !hidden && adapters.length > 0)
  const numbers = Array.isArray(value) ? (value as readonly number[]) : undefined
  const fits = numbers?.length === concepts.length
  const mismatch = { numbers: numbers?.length ?? 0, concepts: concepts.length }
  return (
    <Resettable label={resetLabel} isChanged={isChanged} onReset={reset}>
      <Field label={label} error={numbers && !fits ? t('inspector.perConcept.mismatch', mismatch) : undefined}>
        <div className={styles.perConcept}>
          {fits ? (
            concepts.map(({ id, name }, index) => (
              <EditedNumber
                key={id}
                label={name}
                undo="changeMethod"
                value={numbers[index]!}
                min={-10}
                max={10}
                step={0.05}
                command={(next) => setMethodSetting(props.row.path, numbers.with(index, next))}
              />
            ))
          ) : (
            <Button disabled={concepts.length === 0} onClick={() => set(concepts.map(() => 1))}>
              {t('inspector.perConcept.start')}
            </Button>
          )}
        </div>
      </Field>
    </Resettable>
  )
}

/** Some of the concepts; none given leaves them to the method. */
export function ConceptSet(props: SettingProps) {
  const t = useTexts()
  const { label, resetLabel, value, isChanged, set, reset } = useSetting(props)
  const concepts = useConceptFacts()
  const chosen = Array.isArray(value) ? (value as readonly string[]) : undefined
  const toggled = (id: string, isOn: boolean) =>
    concepts.map((concept) => concept.id).filter((other) => (other === id ? isOn : chosen?.includes(other)))
  return (
    <Resettable label={resetLabel} isChanged={isChanged} onReset={reset}>
      <Field
        label={label}
        hint={concepts.length === 0 ? t('inspector.perConcept.none') : chosen ? undefined : t('inspector.automatic')}
      >
        <div className={styles.several}>
          {concepts.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={chosen?.includes(id) ?? false}
              onChange={(isOn) => set(toggled(id, isOn))}
            />
          ))}
        </div>
      </Field>
    </Resettable>
  )
}
