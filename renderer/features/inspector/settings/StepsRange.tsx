import { partOfSteps, stepsInPart, type PartOfSteps } from '../../../document/partOfSteps.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useDocument } from '../../../state/stores.ts'
import { RangeSlider } from '../../../ui/RangeSlider.tsx'
import type { Editing } from '../../../ui/useEditing.ts'

export interface StepsRangeProps extends Editing {
  readonly label: string
  /** What the steps are of, where that is not the label. */
  readonly name?: string
  readonly part: PartOfSteps
  readonly onChange: (part: PartOfSteps) => void
}

/** The steps in which something acts, of those that the document has; it says so where there are none. */
export function StepsRange({ label, name = label, part, onChange, ...editing }: StepsRangeProps) {
  const t = useTexts()
  const steps = useDocument((state) => state.project.steps)
  const { first, last } = stepsInPart(part, steps)
  const start = Math.min(first, steps)
  const none = first > last ? t('inspector.adapters.stepsNone') : undefined
  return (
    <RangeSlider
      {...editing}
      label={label}
      ends={[t('inspector.adapters.stepsFrom', { name }), t('inspector.adapters.stepsTo', { name })]}
      endLabels={[t('inspector.steps.from'), t('inspector.steps.to')]}
      value={[start, Math.max(start, last)]}
      spoken={none ?? t('inspector.adapters.stepsText', { first, last, steps })}
      empty={none}
      onChange={([from, to]) => onChange(partOfSteps({ first: from, last: to }, steps))}
      min={1}
      max={Math.max(2, steps)}
      step={1}
      disabled={steps === 1}
    />
  )
}
