import { withoutTag, type AdapterTag } from '../../../document/adapterTags.ts'
import { addConcepts } from '../../../document/commands/concept.ts'
import { setPicture } from '../../../document/commands/picture.ts'
import { createConcept } from '../../../document/createConcept.ts'
import { useEngineText } from '../../../i18n/engineText.ts'
import { useTexts } from '../../../i18n/language.ts'
import { entryCalled } from '../../../state/selectors/libraryFiles.ts'
import { useHost, useStores } from '../../../state/stores.ts'
import { Button } from '../../../ui/Button.tsx'
import styles from './picture.module.css'

/** An adapter that the prompt names in the notation of other programs: it can become a concept of the whole canvas. */
export function PromptTag({ tag }: { readonly tag: AdapterTag }) {
  const t = useTexts()
  const engineText = useEngineText()
  const { document, session } = useStores()
  const entry = useHost((state) => entryCalled(state, tag.name))
  const remove = () => setPicture({ prompt: withoutTag(document.getState().project.prompt, tag) })
  const problem = !entry
    ? t('inspector.tag.unknown', { name: tag.name })
    : entry.problem && t('inspector.tag.broken', { name: tag.name, reason: engineText(entry.problem.message) })
  function turn() {
    if (!entry) return
    const { weight, textEncoderWeight } = tag
    const concept = createConcept(document.getState().project.concepts, {
      name: entry.name,
      region: { type: 'canvas' },
      words: entry.triggerWords.join(', '),
      adapters: [
        {
          file: { path: entry.file, name: entry.name },
          weight,
          ...(textEncoderWeight !== undefined && { textEncoderWeight }),
          from: 0,
          to: 1,
        },
      ],
    })
    const [add, clean] = [addConcepts([concept]), remove()]
    document.getState().apply('addConcept', (project) => add(clean(project)))
    session.getState().select([concept.id])
  }
  return (
    <div className={styles.notice} role="note">
      <p>
        {t('inspector.tag.inPrompt', { tag: tag.text })} {problem}
      </p>
      {problem === undefined && <Button onClick={turn}>{t('inspector.tag.turnConcept')}</Button>}
      <Button variant="quiet" onClick={() => document.getState().apply('changePrompt', remove())}>
        {t('inspector.tag.remove')}
      </Button>
    </div>
  )
}
