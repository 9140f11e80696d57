import type { ErrorReport } from '../../engine/protocol/errorReport.ts'
import { useEngineText } from '../i18n/engineText.ts'
import { useTexts } from '../i18n/language.ts'
import { detailsOf } from '../state/actions/errors.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import styles from './Shell.module.css'

/** Instead of the window, where nothing could be opened. */
export function StartFailure({ report }: { readonly report: ErrorReport }) {
  const t = useTexts()
  const engineText = useEngineText()
  return (
    <main className={styles.failure} role="alert">
      <h1>{t('app.startFailed')}</h1>
      <p>
        {engineText(report.message)} {engineText(report.remedy)}
      </p>
      <div className={styles.row}>
        <Button variant="primary" onClick={() => window.location.reload()}>
          {t('app.reload')}
        </Button>
        <CopyButton label={t('errors.copy')} text={detailsOf(report)} />
      </div>
    </main>
  )
}
