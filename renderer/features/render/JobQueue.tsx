import { ArrowUpToLine, X } from 'lucide-react'
import { useRef } from 'react'
import type { Job } from '../../../engine/protocol/window/index.ts'
import { useTexts } from '../../i18n/language.ts'
import { moveJobToFront } from '../../state/actions/jobs.ts'
import { cancelAll, cancelJob } from '../../state/actions/render.ts'
import { jobText } from '../../state/selectors/jobText.ts'
import { isSameJobs, renderQueue } from '../../state/selectors/live.ts'
import { useHost, useStores } from '../../state/stores.ts'
import { useKept } from '../../state/useKept.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { useFocusKept } from '../../ui/useFocusKept.ts'
import { FailedJob } from './FailedJob.tsx'
import styles from './render.module.css'

/** What waits, and what failed and was not put away. */
export function JobQueue() {
  const t = useTexts()
  const stores = useStores()
  const queued = useHost(useKept((state) => renderQueue(state).queued, isSameJobs))
  const failed = useHost(useKept((state) => renderQueue(state).failed, isSameJobs))
  const place = useRef<HTMLDivElement>(null)
  const keepsFocus = useFocusKept(
    place,
    'li button',
    () => place.current?.querySelector('summary') ?? document.querySelector<HTMLElement>('[data-renders]'),
  )
  if (queued.length === 0 && failed.length === 0) return null
  return (
    <div ref={place} className={styles.jobs} {...keepsFocus}>
      {failed.map((job) => (
        <FailedJob key={job.jobId} job={job} />
      ))}
      {queued.length > 0 && (
        <details className={styles.queue}>
          <summary>{t('render.waiting', { count: queued.length })}</summary>
          <ol className={styles.list}>
            {queued.map((job, index) => (
              <WaitingJob key={job.jobId} job={job} isNext={index === 0} />
            ))}
          </ol>
          <Button variant="quiet" onClick={() => void cancelAll(stores)}>
            {t('render.cancelAll')}
          </Button>
        </details>
      )}
    </div>
  )
}

function WaitingJob({ job, isNext }: { readonly job: Job; readonly isNext: boolean }) {
  const t = useTexts()
  const stores = useStores()
  const { jobId, name } = job
  const what = jobText(job, t)
  return (
    <li className={styles.row}>
      <span className={styles.waiting} title={`${name}: ${what}`}>
        <span className={styles.name}>{name}</span>
        <span className={styles.quiet}>{what}</span>
      </span>
      <IconButton
        label={t('render.toFront', { name, job: what })}
        icon={<ArrowUpToLine size={14} />}
        aria-disabled={isNext} // it keeps the focus when it has been pressed
        onClick={() => void (isNext || moveJobToFront(stores, job))}
      />
      <IconButton
        label={t('render.cancelJob', { name, job: what })}
        icon={<X size={14} />}
        onClick={() => void cancelJob(stores, jobId)}
      />
    </li>
  )
}
