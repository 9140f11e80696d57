import { useTexts } from '../../i18n/language.ts'
import { useCostLine } from '../../state/useCostLine.ts'
import { CostLine } from '../../ui/CostLine.tsx'
import { JobQueue } from './JobQueue.tsx'
import styles from './render.module.css'
import { RenderButton } from './RenderButton.tsx'
import { RunningJob } from './RunningJob.tsx'
import { SeedField } from './SeedField.tsx'
import { WhoIsThere } from './WhoIsThere.tsx'

/** Where pictures are asked for: at the foot of the right panel. */
export function RenderDock() {
  const t = useTexts()
  return (
    <section className={styles.dock} aria-label={t('render.title')}>
      <div className={styles.told}>
        <WhoIsThere />
        <RunningJob />
        <JobQueue />
      </div>
      <div className={styles.asked}>
        <SeedField />
        <CostLine {...useCostLine()} />
        <RenderButton />
      </div>
    </section>
  )
}
