import { Plus } from 'lucide-react'
import { useMemo } from 'react'
import { findAdapterTags } from '../../../document/adapterTags.ts'
import { setPicture } from '../../../document/commands/picture.ts'
import { joinedWords, namedConcepts } from '../../../document/occurrences.ts'
import { looksOf } from '../../../document/palette.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useDocument, useStores } from '../../../state/stores.ts'
import { useConceptFacts } from '../../../state/useConceptFacts.ts'
import { useGesture } from '../../../state/useGesture.ts'
import { MarkedTextArea } from '../../../ui/MarkedTextArea.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Swatch } from '../../../ui/Swatch.tsx'
import { TextArea } from '../../../ui/TextField.tsx'
import { useTokenHint } from '../settings/useTokenHint.ts'
import { PromptTag } from './PromptTag.tsx'
import styles from './picture.module.css'

/** The words of the whole picture; those that name concepts are underlined in their colours. */
export function PromptSection() {
  const t = useTexts()
  const prompt = useDocument((state) => state.project.prompt)
  const negativePrompt = useDocument((state) => state.project.negativePrompt)
  const promptHint = useTokenHint(prompt)
  const negativeHint = useTokenHint(negativePrompt)
  const concepts = useConceptFacts()
  const { change, ...gesture } = useGesture('changePrompt')
  const { change: changeNegative, ...negativeGesture } = useGesture('changeNegativePrompt')
  const marks = useMemo(() => {
    const looks = looksOf(concepts)
    return namedConcepts(prompt, concepts).map(({ start, end, conceptId }) => ({
      start,
      end,
      color: looks.get(conceptId)!.color,
    }))
  }, [prompt, concepts])
  return (
    <Section title={t('inspector.prompt.title')}>
      <MarkedTextArea
        {...gesture}
        label={t('inspector.prompt.label')}
        value={prompt}
        placeholder={t('inspector.prompt.placeholder')}
        marks={marks}
        hint={promptHint}
        onChange={(text) => change(setPicture({ prompt: text }))}
      />
      {findAdapterTags(prompt).map((tag, index) => (
        <PromptTag key={`${index} ${tag.text}`} tag={tag} />
      ))}
      <NamedConcepts />
      <TextArea
        {...negativeGesture}
        label={t('inspector.prompt.negative')}
        rows={2}
        value={negativePrompt}
        hint={negativeHint}
        onChange={(text) => changeNegative(setPicture({ negativePrompt: text }))}
      />
    </Section>
  )
}

/** Which concepts the prompt names, and which it could name. */
function NamedConcepts() {
  const t = useTexts()
  const { document } = useStores()
  const prompt = useDocument((state) => state.project.prompt)
  const all = useConceptFacts()
  const looks = useMemo(() => looksOf(all), [all])
  const named = useMemo(() => new Set(namedConcepts(prompt, all).map(({ conceptId }) => conceptId)), [prompt, all])
  const concepts = all.filter(({ hidden, words }) => !hidden && words.trim() !== '')
  if (concepts.length === 0) return null
  return (
    <ul className={styles.named} aria-label={t('inspector.prompt.named')}>
      {concepts.map(({ id, name, words }) => (
        <li key={id}>
          {named.has(id) ? (
            <span className={styles.chip} title={t('inspector.prompt.isNamed', { words, name })}>
              <Swatch color={looks.get(id)!.color} />
              <span className={styles.chipText}>{name}</span>
            </span>
          ) : (
            <button
              type="button"
              className={styles.chip}
              data-missing
              title={t('inspector.prompt.add', { words })}
              aria-label={t('inspector.prompt.add', { words })}
              onClick={() =>
                document.getState().apply('changePrompt', setPicture({ prompt: joinedWords(prompt, words) }))
              }
            >
              <Plus size={12} aria-hidden />
              <span className={styles.chipText}>{name}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
