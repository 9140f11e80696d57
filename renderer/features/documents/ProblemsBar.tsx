import { useState } from 'react'
import { useTexts } from '../../i18n/language.ts'
import { relinkFile } from '../../state/actions/documents.ts'
import { useDocument, useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './documents.module.css'

/** Files of the document that are missing or changed, and what can be done about it. */
export function ProblemsBar() {
  const t = useTexts()
  const stores = useStores()
  const problems = useDocument((state) => state.problems)
  const [hidden, setHidden] = useState<typeof problems>()
  if (problems.length === 0 || hidden === problems) return null
  return (
    <section className={styles.bar} aria-label={t('documents.problems.label')}>
      <ul className={styles.list}>
        {problems.map((problem) => (
          <li key={problem.handle}>
            {t(`documents.problems.${problem.problem}`, { name: problem.name })}
            {problem.found ? (
              <Button onClick={() => relinkFile(stores, problem)}>{t('documents.problems.relink')}</Button>
            ) : (
              problem.problem === 'missing' && <span>{t('documents.problems.hint')}</span>
            )}
          </li>
        ))}
      </ul>
      <Button variant="quiet" onClick={() => setHidden(problems)}>
        {t('documents.problems.dismiss')}
      </Button>
    </section>
  )
}
