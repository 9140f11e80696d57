import { RotateCcw, X } from 'lucide-react'
import { useState } from 'react'
import type { Job } from '../../../engine/protocol/window/index.ts'
import { useEngineText } from '../../i18n/engineText.ts'
import { useTexts } from '../../i18n/language.ts'
import { headlineOf } from '../../state/actions/errors.ts'
import { repeatJob } from '../../state/actions/jobs.ts'
import { forgetJobs } from '../../state/actions/render.ts'
import { jobText } from '../../state/selectors/jobText.ts'
import { renderQueue } from '../../state/selectors/live.ts'
import { useHost, useStores } from '../../state/stores.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './render.module.css'

/**
 * What a failed render was lost by: the engine's own sentence, or in the artist's language that the engine has ended.
 */
export function FailedJob({ job }: { readonly job: Job }) {
  const t = useTexts()
  const engineText = useEngineText()
  const stores = useStores()
  const { jobId, name, error } = job
  const [isRepeated, setRepeated] = useState(false)
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
  const what = jobText(job, t)
  const details = [name, what, error.code, error.message, error.remedy].join('\n')
  async function repeat() {
    if (isRepeated) return
    setRepeated(true)
    setRepeated(await repeatJob(stores, job)) // it goes with the next list of jobs
  }
  return (
    <div className={styles.failed} role="alert">
      <div className={styles.head}>
        <strong className={styles.name}>{headlineOf(error)}</strong>
        <CopyButton isIcon label={t('errors.copy')} text={details} />
        <IconButton
          label={t('render.repeat', { name, job: what })}
          icon={<RotateCcw size={14} />}
          aria-disabled={isRepeated}
          onClick={() => void repeat()}
        />
        <IconButton
          label={t('render.forget')}
          icon={<X size={14} />}
          onClick={() => void forgetJobs(stores, [jobId])}
        />
      </div>
      <p className={styles.quiet}>
        {name}: {what}
      </p>
      {sentences.filter(Boolean).map((sentence, index) => (
        <p key={sentence} className={index === 0 ? styles.message : styles.quiet}>
          {sentence}
        </p>
      ))}
    </div>
  )
}
