import { TriangleAlert } from 'lucide-react'
import type { Concept } from '../../../../engine/protocol/project.ts'
import { findAdapterTags, withoutTag, type AdapterTag } from '../../../document/adapterTags.ts'
import { setWords } from '../../../document/commands/concept.ts'
import { useEngineText } from '../../../i18n/engineText.ts'
import { useTexts } from '../../../i18n/language.ts'
import { turnTag } from '../../../state/actions/conceptAdapters.ts'
import { entryCalled } from '../../../state/selectors/libraryFiles.ts'
import { useHost, useStores } from '../../../state/stores.ts'
import { Button } from '../../../ui/Button.tsx'
import styles from './concept.module.css'

/** Adapters that the words name in the notation of other programs, and what can become of them. */
export function TagHints({ concept }: { readonly concept: Concept }) {
  return findAdapterTags(concept.words).map((tag, index) => (
    <TagHint key={`${index} ${tag.text}`} concept={concept} tag={tag} />
  ))
}

function TagHint({ concept: { id, words }, tag }: { readonly concept: Concept; readonly tag: AdapterTag }) {
  const t = useTexts()
  const engineText = useEngineText()
  const stores = useStores()
  const entry = useHost((state) => entryCalled(state, tag.name))
  const problem = !entry
    ? t('inspector.tag.unknown', { name: tag.name })
    : entry.problem && t('inspector.tag.broken', { name: tag.name, reason: engineText(entry.problem.message) })
  const remove = setWords([id], withoutTag(words, tag))
  return (
    <div className={styles.notice}>
      <p className={styles.warning}>
        <TriangleAlert size={14} aria-hidden />
        <span>
          {t('inspector.tag.found', { tag: tag.text })} {problem}
        </span>
      </p>
      {problem === undefined && <Button onClick={() => turnTag(stores, id, tag)}>{t('inspector.tag.turn')}</Button>}
      <Button variant="quiet" onClick={() => stores.document.getState().apply('changeWords', remove)}>
        {t('inspector.tag.remove')}
      </Button>
    </div>
  )
}
