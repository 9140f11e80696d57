import { RotateCcw, X } from 'lucide-react'
import type { Job } from '../../../engine/protocol/window/index.ts'
import { useEngineText } from '../../i18n/engineText.ts'
import { useTexts } from '../../i18n/language.ts'
import { headlineOf } from '../../state/actions/errors.ts'
import { cancelAll, cancelJob, forgetJobs, renderPictures } from '../../state/actions/render.ts'
import { isSameJobs, renderQueue } from '../../state/selectors/live.ts'
import { useHost, useStores } from '../../state/stores.ts'
import { useKept } from '../../state/useKept.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './render.module.css'

/** What waits, and what failed and was not put away. */
export function JobQueue() {
  const t = useTexts()
  const stores = useStores()
  const queued = useHost(useKept((state) => renderQueue(state).queued, isSameJobs))
  const failed = useHost(useKept((state) => renderQueue(state).failed, isSameJobs))
  return (
    <>
      {failed.map((job) => (
        <FailedJob key={job.jobId} job={job} />
      ))}
      {queued.length > 0 && (
        <details className={styles.queue}>
          <summary>{t('render.waiting', { count: queued.length })}</summary>
          <ul className={styles.list}>
            {queued.map(({ jobId, name }) => (
              <li key={jobId} className={styles.row}>
                <span className={styles.name} title={name}>
                  {name}
                </span>
                <IconButton
                  label={t('render.cancel')}
                  icon={<X size={14} />}
                  onClick={() => void cancelJob(stores, jobId)}
                />
              </li>
            ))}
          </ul>
          <Button variant="quiet" onClick={() => void cancelAll(stores)}>
            {t('render.cancelAll')}
          </Button>
        </details>
      )}
    </>
  )
}

/**
 * What a failed render was lost by: the engine's own sentence, or in the artist's language that the engine has ended.
 */
function FailedJob({ job: { jobId, name, error } }: { readonly job: Job }) {
  const t = useTexts()
  const engineText = useEngineText()
  const stores = useStores()
  const crash = useHost((state) => (state.engine.crash?.jobId === jobId ? state.engine.crash : undefined))
  const waiting = useHost((state) => renderQueue(state).queued.length)
  const sentences = crash
    ? [
        t('render.crash', { name: crash.jobName ?? name }),
        ...(crash.outOfMemory ? [t('render.crashMemory')] : []),
        ...(waiting > 0 ? [t('render.crashQueued', { count: waiting })] : []),
      ]
    : [error?.message, error?.remedy].map((sentence) => sentence && engineText(sentence))
  if (!error) return null
  const details = [name, error.code, error.message, error.remedy].join('\n')
  return (
    <div className={styles.failed} role="alert">
      <div className={styles.head}>
        <strong className={styles.name}>{headlineOf(error)}</strong>
        <CopyButton isIcon label={t('errors.copy')} text={details} />
        <IconButton
          label={t('render.again')}
          icon={<RotateCcw size={14} />}
          onClick={() => {
            void forgetJobs(stores, [jobId])
            void renderPictures(stores)
          }}
        />
        <IconButton
          label={t('render.forget')}
          icon={<X size={14} />}
          onClick={() => void forgetJobs(stores, [jobId])}
        />
      </div>
      {sentences.filter(Boolean).map((sentence, index) => (
        <p key={sentence} className={index === 0 ? styles.message : styles.quiet}>
          {sentence}
        </p>
      ))}
    </div>
  )
}
