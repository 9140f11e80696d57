import { setNegativeWords, setWords } from '../../../document/commands/concept.ts'
import { sharedValue } from '../../../document/sharedValue.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useGesture } from '../../../state/useGesture.ts'
import { Section } from '../../../ui/Section.tsx'
import { TextArea } from '../../../ui/TextField.tsx'
import { useTokenHint } from '../settings/useTokenHint.ts'
import type { ConceptsProps } from './IdentitySection.tsx'
import { PromptLink } from './PromptLink.tsx'
import { TagHints } from './TagHints.tsx'
import { TriggerWords } from './TriggerWords.tsx'

/** What is wanted in the regions of concepts, and what is not. */
export function WordsSection({ concepts }: ConceptsProps) {
  const t = useTexts()
  const { change, ...gesture } = useGesture('changeWords')
  const ids = concepts.map(({ id }) => id)
  const words = sharedValue(concepts, (concept) => concept.words)
  const negative = sharedValue(concepts, ({ negativeWords = '' }) => negativeWords)
  const wordsHint = useTokenHint(words?.value ?? '')
  const negativeHint = useTokenHint(negative?.value ?? '')
  const [concept] = concepts
  const lacksWords = concepts.some((one) => one.region.type !== 'canvas' && one.words.trim() === '')
  return (
    <Section title={t('inspector.words.title')}>
      <TextArea
        {...gesture}
        label={t('inspector.words.label')}
        value={words?.value ?? ''}
        placeholder={words ? t('inspector.words.placeholder') : t('inspector.mixed')}
        hint={lacksWords ? t('inspector.words.noneButPlace') : wordsHint}
        rows={3}
        onChange={(text) => change(setWords(ids, text))}
      />
      {concepts.length === 1 && concept && (
        <>
          <PromptLink id={concept.id} />
          <TagHints concept={concept} />
          <TriggerWords concept={concept} />
        </>
      )}
      <TextArea
        {...gesture}
        label={t('inspector.words.negative')}
        value={negative?.value ?? ''}
        placeholder={negative ? undefined : t('inspector.mixed')}
        hint={negativeHint}
        rows={2}
        onChange={(text) => change(setNegativeWords(ids, text))}
      />
    </Section>
  )
}
