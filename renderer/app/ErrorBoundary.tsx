import { Component, type ReactNode } from 'react'
import { t } from '../i18n/language.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import styles from './Shell.module.css'

interface Props {
  /** Keeps unsaved work on the host's disk. */
  readonly keep: () => void
  readonly children: ReactNode
}

/** Instead of a window that made a mistake: the work is kept, and a restart offers it. */
export class ErrorBoundary extends Component<Props, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {}

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override componentDidCatch() {
    this.props.keep()
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    const details = error.stack ?? error.message
    return (
      <main className={styles.failure} role="alert">
        <h1>{t('errors.crash.title')}</h1>
        <p>{t('errors.crash.text')}</p>
        <div className={styles.row}>
          <Button variant="primary" onClick={() => window.location.reload()}>
            {t('errors.crash.keep')}
          </Button>
          <CopyButton label={t('errors.copy')} text={details} />
        </div>
      </main>
    )
  }
}
