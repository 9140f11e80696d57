import { useTexts } from '../../../i18n/language.ts'
import type { Command } from '../../../state/documentStore.ts'
import { useGesture } from '../../../state/useGesture.ts'
import { NumberField, type NumberFieldProps } from '../../../ui/NumberField.tsx'
import { Resettable } from '../../../ui/Resettable.tsx'
import { Slider } from '../../../ui/Slider.tsx'
import type { Editing } from '../../../ui/useEditing.ts'
import styles from './settings.module.css'

export interface EditedNumberProps extends Omit<NumberFieldProps, 'onChange' | keyof Editing> {
  /** The name of the step in the history. */
  readonly undo: string
  readonly command: (value: number) => Command
  /** What a reset brings back; without it nothing can be reset. */
  readonly usual?: { readonly isChanged: boolean; readonly reset: Command } | undefined
  /** Whether a slider below shows where the number lies. */
  readonly hasSlider?: boolean
}

/** A number of the document: typed, stepped and scrubbed as one step of the history, with a way back to its default. */
export function EditedNumber({ undo, command, usual, hasSlider = false, ...field }: EditedNumberProps) {
  const t = useTexts()
  const { change, ...editing } = useGesture(undo)
  const onChange = (value: number) => change(command(value))
  const control = (
    <div className={styles.number}>
      <NumberField {...field} {...editing} onChange={onChange} />
      {hasSlider && <Slider {...field} {...editing} isBare onChange={onChange} />}
    </div>
  )
  if (!usual) return control
  return (
    <Resettable
      label={t('inspector.reset', { name: field.name ?? field.label })}
      isChanged={usual.isChanged}
      onReset={() => change(usual.reset)}
    >
      {control}
    </Resettable>
  )
}
