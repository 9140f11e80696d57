import { X } from 'lucide-react'
import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { useTexts } from '../i18n/language.ts'
import type { Notice } from '../state/noticeStore.ts'
import { useNotices, useStores } from '../state/stores.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import styles from './Shell.module.css'

/** Milliseconds after which good news goes by itself. */
const shownFor = 7000

/** What the artist is told in passing; errors and warnings stay until they are dismissed. */
export function Notices() {
  const t = useTexts()
  const notices = useNotices((state) => state.notices)
  return createPortal(
    <section className={styles.notices} aria-label={t('app.notices')} aria-live="polite">
      {notices.map((notice) => (
        <Card key={notice.id} notice={notice} />
      ))}
    </section>,
    document.body, // above pictures that are looked at in front of the window
  )
}

function Card({ notice }: { readonly notice: Notice }) {
  const t = useTexts()
  const { notices } = useStores()
  const { id, kind, title, text, error, action } = notice
  useEffect(() => {
    if (kind === 'error' || kind === 'warning' || action) return
    const timer = setTimeout(() => notices.getState().dismiss(id), shownFor)
    return () => clearTimeout(timer)
  }, [notices, id, kind, action])
  const details = error && [title, `${error.code}: ${error.message}`, error.remedy].join('\n')
  return (
    <article className={styles.notice} data-kind={kind}>
      <div className={styles.noticeHead}>
        <strong>{title}</strong>
        <IconButton label={t('app.dismiss')} icon={<X size={14} />} onClick={() => notices.getState().dismiss(id)} />
      </div>
      {text && <p>{text}</p>}
      {error && (
        <p>
          {error.message} {error.remedy}
        </p>
      )}
      {action && (
        <Button
          onClick={() => {
            action.run()
            notices.getState().dismiss(id)
          }}
        >
          {action.label}
        </Button>
      )}
      {details && <CopyButton label={t('errors.copy')} text={details} />}
    </article>
  )
}
