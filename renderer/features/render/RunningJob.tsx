import { X } from 'lucide-react'
import type { Job } from '../../../engine/protocol/window/index.ts'
import { autoReason } from '../../document/autoReason.ts'
import { useEngineText } from '../../i18n/engineText.ts'
import { currentLanguage, useTexts } from '../../i18n/language.ts'
import { cancelJob } from '../../state/actions/render.ts'
import { durationText } from '../../state/selectors/durations.ts'
import { partDone, renderQueue } from '../../state/selectors/live.ts'
import { usedMethodText } from '../../state/selectors/jobText.ts'
import { useDocument, useHost, useStores } from '../../state/stores.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Progress } from '../../ui/Progress.tsx'
import styles from './render.module.css'

/** What is rendered now: how far it is, by which method and why, what of the adapters acts. */
export function RunningJob() {
  const job = useHost((state) => renderQueue(state).running)
  return job ? <Running job={job} /> : null
}

function Running({ job }: { readonly job: Job }) {
  const t = useTexts()
  const stores = useStores()
  const { jobId, step, steps, pictures, done, millisecondsLeft } = job
  const progress =
    step === undefined
      ? t('render.preparing')
      : step === steps
        ? t('render.finishing')
        : t('render.step', { step, steps })
  const counted = pictures > 1 ? t('render.picture', { picture: Math.min(done + 1, pictures), pictures }) : ''
  const left =
    millisecondsLeft === undefined ? '' : t('render.left', { time: durationText(millisecondsLeft, currentLanguage()) })
  return (
    <div className={styles.job}>
      <div className={styles.head}>
        <strong className={styles.name} title={job.name}>
          {job.name}
        </strong>
        <span className={styles.quiet}>{left}</span>
        <IconButton label={t('render.cancel')} icon={<X size={16} />} onClick={() => void cancelJob(stores, jobId)} />
      </div>
      <Progress value={partDone(job)} label={job.name} />
      <p className={styles.quiet}>{[progress, counted].filter(Boolean).join(' · ')}</p>
      <Remarks job={job} />
    </div>
  )
}

function Remarks({ job }: { readonly job: Job }) {
  const t = useTexts()
  const engineText = useEngineText()
  const project = useDocument((state) => state.project)
  const isOwn = useDocument((state) => state.documentId === job.documentId)
  const reason = autoReason(project)
  const partly = job.adapters.filter(({ applied, layers }) => applied < layers)
  const lines = [
    ...partly.map(({ name, applied, layers }) => t('render.applied', { name, applied, layers })),
    ...job.warnings.map(engineText),
  ]
  return (
    <>
      {job.method && (
        <p className={styles.quiet}>
          {usedMethodText(job.method.name, job, t)}
          {isOwn &&
            job.type === 'pictures' &&
            project.method.name === 'auto' &&
            ` · ${t(`render.reason.${reason.key}`, { count: reason.count })}`}
        </p>
      )}
      {lines.length > 0 && (
        <details className={styles.quiet}>
          <summary>{t('render.warnings', { count: lines.length })}</summary>
          <ul className={styles.remarks}>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
