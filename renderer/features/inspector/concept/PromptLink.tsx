import { TriangleAlert } from 'lucide-react'
import { useShallow } from 'zustand/react/shallow'
import type { Project } from '../../../../engine/protocol/project.ts'
import { linkWords, lostLink } from '../../../document/promptLink.ts'
import { useTexts } from '../../../i18n/language.ts'
import type { DocumentState } from '../../../state/documentStore.ts'
import { useDocument, useStores } from '../../../state/stores.ts'
import { Button } from '../../../ui/Button.tsx'
import styles from './concept.module.css'

/** Says that the prompt of the picture does not have a concept's words, and puts them there on request. */
export function PromptLink({ id }: { readonly id: string }) {
  const t = useTexts()
  const { document } = useStores()
  const lost = useDocument(useShallow((state) => lostLink(state.project, id, earlierProjects(state))))
  if (!lost) return null
  const { former } = lost
  const link = () => document.getState().apply('changePrompt', linkWords(id, lost))
  if (former === undefined) {
    return (
      <div className={styles.link}>
        <p className={styles.quiet}>{t('inspector.words.notInPrompt')}</p>
        <Button onClick={link}>{t('inspector.words.addToPrompt')}</Button>
      </div>
    )
  }
  return (
    <div className={styles.notice}>
      <p className={styles.warning}>
        <TriangleAlert size={14} aria-hidden />
        <span>{t('inspector.words.formerInPrompt', { former })}</span>
      </p>
      <Button onClick={link}>{t('inspector.words.replaceInPrompt')}</Button>
    </div>
  )
}

/** The newest first; asked for only where the prompt does not have the words. */
function* earlierProjects({ gesture, history }: DocumentState): Iterable<Project> {
  if (gesture) yield gesture.before
  for (const { document } of history.past.toReversed()) yield document
}
