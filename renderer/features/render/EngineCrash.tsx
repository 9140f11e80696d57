import { useTexts } from '../../i18n/language.ts'
import { renderQueue } from '../../state/selectors/live.ts'
import { useHost } from '../../state/stores.ts'
import styles from './render.module.css'

/** Says which render was lost with the engine, as long as it stands among the failed ones. */
export function EngineCrash() {
  const t = useTexts()
  const crash = useHost((state) => state.engine.crash)
  const isShown = useHost((state) => renderQueue(state).failed.some(({ jobId }) => jobId === crash?.jobId))
  const waiting = useHost((state) => renderQueue(state).queued.length)
  if (!crash || !isShown) return null
  return (
    <p className={styles.crash}>
      {t('render.crash', { name: crash.jobName })}
      {waiting > 0 && ` ${t('render.crashQueued', { count: waiting })}`}
    </p>
  )
}
