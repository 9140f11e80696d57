import { setWeight } from '../../../document/commands/adapter.ts'
import { sharedValue } from '../../../document/sharedValue.ts'
import { useTexts } from '../../../i18n/language.ts'
import { Section } from '../../../ui/Section.tsx'
import type { ConceptsProps } from './IdentitySection.tsx'
import { useGesture } from '../../../state/useGesture.ts'
import styles from './concept.module.css'
import { WeightControl } from './WeightControl.tsx'

/** One weight for the adapters of several concepts. */
export function AllWeightsSection({ concepts }: ConceptsProps) {
  const t = useTexts()
  const { change, ...gesture } = useGesture('changeAdapter')
  const places = concepts.flatMap(({ id, adapters }) => adapters.map((_, index) => ({ conceptId: id, index })))
  const adapters = concepts.flatMap((concept) => concept.adapters)
  const [first] = adapters
  const shared = sharedValue(adapters, ({ weight }) => weight)
  return (
    <Section title={t('inspector.adapters.all')}>
      {first ? (
        <WeightControl
          {...gesture}
          label={t('inspector.adapters.weight')}
          value={shared?.value ?? first.weight}
          isMixed={!shared}
          onChange={(weight) => change(setWeight(places, weight))}
        />
      ) : (
        <p className={styles.quiet}>{t('inspector.adapters.allNone')}</p>
      )}
    </Section>
  )
}
