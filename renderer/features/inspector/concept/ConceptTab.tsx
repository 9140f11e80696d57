import { MousePointer2 } from 'lucide-react'
import { useEffect } from 'react'
import { useTexts } from '../../../i18n/language.ts'
import { addConcept } from '../../../state/actions/addConcept.ts'
import { useDocument, useStores } from '../../../state/stores.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { AdaptersSection } from './AdaptersSection.tsx'
import { AllWeightsSection } from './AllWeightsSection.tsx'
import styles from './concept.module.css'
import { IdentitySection } from './IdentitySection.tsx'
import { RegionSection } from './RegionSection.tsx'
import { SharingSection } from './SharingSection.tsx'
import { useSelectedFacts } from './useSelectedConcepts.ts'
import { WordsSection } from './WordsSection.tsx'

/** Everything of the concepts that are selected. */
export function ConceptTab() {
  const t = useTexts()
  const stores = useStores()
  const model = useDocument((state) => state.project.model.path)
  const concepts = useSelectedFacts()
  useEffect(() => stores.models.getState().ask(model), [stores, model])
  const [concept] = concepts
  if (!concept) {
    return (
      <EmptyState
        icon={<MousePointer2 size={28} aria-hidden />}
        title={t('inspector.nothing.title')}
        text={t('inspector.nothing.text')}
        action={<Button onClick={() => addConcept(stores)}>{t('inspector.nothing.add')}</Button>}
      />
    )
  }
  const isOne = concepts.length === 1
  return (
    <div key={concepts.map(({ id }) => id).join(' ')}>
      {isOne ? (
        <h2 className={styles.unseen}>{concept.name}</h2>
      ) : (
        <div className={styles.many}>
          <h2>{t('inspector.many', { count: concepts.length })}</h2>
          {t('inspector.manyHint')}
        </div>
      )}
      <IdentitySection concepts={concepts} />
      <WordsSection concepts={concepts} />
      {isOne ? <AdaptersSection concept={concept} /> : <AllWeightsSection concepts={concepts} />}
      <RegionSection />
      <SharingSection />
    </div>
  )
}
