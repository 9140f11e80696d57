import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTexts } from '../i18n/language.ts'
import { detailsOf } from '../state/actions/errors.ts'
import type { Notice } from '../state/noticeStore.ts'
import { useNotices, useStores } from '../state/stores.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import styles from './Shell.module.css'

/** Milliseconds after which good news goes by itself; what can be answered waits longer. */
const shownFor = { read: 7000, answered: 20_000 }

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
  const { id, kind, title, text, error, action, times } = notice
  /** Nothing goes away below the pointer or the focus. */
  const [isHeld, setHeld] = useState(false)
  const stays = isHeld || kind === 'error' || kind === 'warning'
  const patience = action ? shownFor.answered : shownFor.read
  useEffect(() => {
    if (stays) return
    const timer = setTimeout(() => notices.getState().dismiss(id), patience)
    return () => clearTimeout(timer)
  }, [notices, id, stays, patience, times])
  const details = error && `${title}\n${detailsOf(error)}`
  return (
    <article
      className={styles.notice}
      data-kind={kind}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
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
