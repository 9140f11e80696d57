import { Plus, TriangleAlert } from 'lucide-react'
import type { Concept } from '../../../../engine/protocol/project.ts'
import { setWords } from '../../../document/commands/concept.ts'
import { holdsWords, joinedWords } from '../../../document/occurrences.ts'
import { useTexts } from '../../../i18n/language.ts'
import { entryOfFile } from '../../../state/selectors/libraryFiles.ts'
import { useHost, useStores } from '../../../state/stores.ts'
import { Field } from '../../../ui/Field.tsx'
import styles from './concept.module.css'

/** The trigger words of a concept's adapters; pressing one puts it before the words, where it counts most. */
export function TriggerWords({ concept: { id, words, adapters } }: { readonly concept: Concept }) {
  const t = useTexts()
  const { document: store } = useStores()
  const library = useHost((state) => state.library)
  const entries = adapters
    .map(({ file }) => entryOfFile({ library }, file.path))
    .filter((entry) => entry !== undefined)
    .filter(({ triggerWords }) => triggerWords.length > 0)
  const triggers = [...new Set(entries.flatMap(({ triggerWords }) => triggerWords))]
  if (triggers.length === 0) return null
  const lacking = entries.filter(({ triggerWords }) => !triggerWords.some((word) => holdsWords(words, word)))
  const insert = (word: string) => setWords([id], words.trim() === '' ? word : joinedWords(word, words.trimStart()))
  return (
    <Field label={t('inspector.words.trigger')}>
      <div className={styles.chips}>
        {triggers.map((word) => {
          const isThere = holdsWords(words, word)
          return (
            <button
              key={word}
              type="button"
              className={styles.chip}
              disabled={isThere}
              aria-label={t('inspector.words.insert', { word })}
              onClick={() => store.getState().apply('changeWords', insert(word))}
            >
              {!isThere && <Plus size={12} aria-hidden />}
              {word}
            </button>
          )
        })}
      </div>
      {lacking.map(({ id: key, name, triggerWords }) => (
        <p key={key} className={styles.warning}>
          <TriangleAlert size={14} aria-hidden />
          <span>{t('inspector.words.missing', { word: triggerWords[0] ?? '', adapter: name })}</span>
        </p>
      ))}
    </Field>
  )
}
