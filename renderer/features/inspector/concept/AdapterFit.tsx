import { useEffect } from 'react'
import type { LibraryEntry } from '../../../../engine/protocol/window/index.ts'
import { useEngineText } from '../../../i18n/engineText.ts'
import { useTexts } from '../../../i18n/language.ts'
import { matchKey } from '../../../state/matchStore.ts'
import { useDocument, useMatches, useStores } from '../../../state/stores.ts'
import { classes } from '../../../ui/classes.ts'
import styles from './concept.module.css'

export interface AdapterFitProps {
  readonly entry: LibraryEntry | undefined
  readonly handle: string
}

/** What the model of the document takes of an adapter, with reasons, or why the adapter cannot be used. */
export function AdapterFit({ entry, handle }: AdapterFitProps) {
  const t = useTexts()
  const engineText = useEngineText()
  const stores = useStores()
  const model = useDocument((state) => state.project.model.path)
  const problem = useDocument((state) => state.problems.find((one) => one.handle === handle)?.problem)
  const id = entry?.id
  const match = useMatches((state) => (id === undefined ? undefined : state.matches.get(matchKey(model, id))))
  useEffect(() => {
    if (id !== undefined) stores.matches.getState().ask(model, [id])
  }, [stores, model, id, entry])
  if (problem) return <p className={styles.bad}>{t(`inspector.adapters.${problem}`)}</p>
  if (!entry) return <p className={styles.bad}>{t('inspector.adapters.unknown')}</p>
  if (entry.problem) {
    return (
      <p className={styles.bad}>
        {t('inspector.adapters.broken')}: {engineText(entry.problem.message)}
      </p>
    )
  }
  if (!match) return null
  if (match.type === 'refused') {
    return (
      <p className={styles.bad}>
        {t('inspector.adapters.refused')}: {engineText(match.error.message)}
      </p>
    )
  }
  const { applied, layers, skipped } = match
  const fit = t('inspector.adapters.fit', { applied, layers })
  if (skipped.length === 0) return <p className={styles.quiet}>{fit}</p>
  return (
    <details className={styles.fit}>
      <summary className={classes(styles.quiet, styles.partly)}>{fit}</summary>
      <ul>
        {skipped.map(({ reason, count, examples }) => (
          <li key={reason} title={examples.join('\n')}>
            {t('inspector.adapters.fitReason', { count, reason: engineText(reason) })}
          </li>
        ))}
      </ul>
    </details>
  )
}
