import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useEngineText } from '../i18n/engineText.ts'
import { useTexts } from '../i18n/language.ts'
import { detailsOf } from '../state/actions/errors.ts'
import { mostShown, patienceOf, type Notice } from '../state/noticeStore.ts'
import { useNotices, useStores } from '../state/stores.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { useIsSeen } from '../ui/useIsSeen.ts'
import styles from './Shell.module.css'

/**
 * What the artist is told in passing: the newest lie over the window, older ones wait behind a line. Errors stay until they
 * are dismissed; nothing goes while the pointer or the focus is on any of them, or the window is not seen.
 */
export function Notices() {
  const t = useTexts()
  const { notices: store } = useStores()
  const notices = useNotices((state) => state.notices)
  const place = useRef<HTMLElement>(null)
  const [isPointed, setPointed] = useState(false)
  const [hasFocus, setFocus] = useState(false)
  const [showsAll, setShowsAll] = useState(false)
  const isSeen = useIsSeen()
  const older = notices.length - mostShown
  const isOpen = showsAll && older > 0
  if (showsAll && older <= 0) setShowsAll(false)

  /** The focus that goes with a notice goes on to what is left, unless something else has taken it. */
  function dismiss(id: number) {
    const hadFocus = place.current?.contains(document.activeElement)
    store.getState().dismiss(id)
    if (!hadFocus) return
    setTimeout(() => {
      setFocus(false) // what is gone tells of no blur
      if (document.activeElement !== document.body || document.querySelector('[data-modal]')) return
      const next = place.current?.querySelector<HTMLElement>('article button') ?? document.querySelector('main')
      next?.focus()
    })
  }

  return createPortal(
    <section
      ref={place}
      className={styles.notices}
      aria-label={t('app.notices')}
      aria-live="polite"
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocus(true)}
      onBlur={() => setFocus(false)}
    >
      {older > 0 && (
        <div className={styles.noticesHead}>
          <Button aria-expanded={isOpen} onClick={() => setShowsAll(!isOpen)}>
            {isOpen ? t('app.fewerNotices') : t('app.moreNotices', { count: older })}
          </Button>
          <Button onClick={() => store.setState({ notices: [] })}>{t('app.dismissAll')}</Button>
        </div>
      )}
      {(isOpen ? notices : notices.slice(-mostShown)).map((notice) => (
        <Card
          key={notice.id}
          notice={notice}
          isHeld={isPointed || hasFocus || !isSeen}
          onDismiss={() => dismiss(notice.id)}
        />
      ))}
    </section>,
    document.body, // above pictures that are looked at in front of the window
  )
}

interface CardProps {
  readonly notice: Notice
  readonly isHeld: boolean
  readonly onDismiss: () => void
}

function Card({ notice, isHeld, onDismiss }: CardProps) {
  const t = useTexts()
  const engineText = useEngineText()
  const { notices } = useStores()
  const { id, kind, title, text, byHand, error, action, otherAction, times } = notice
  const patience = patienceOf(notice)
  useEffect(() => {
    if (isHeld || patience === undefined) return
    const timer = setTimeout(() => notices.getState().dismiss(id), patience)
    return () => clearTimeout(timer)
  }, [notices, id, isHeld, patience, times])
  const details = error && `${title}\n${detailsOf(error)}`
  return (
    <article className={styles.notice} data-kind={kind}>
      <div className={styles.noticeHead}>
        <strong>{title}</strong>
        {times > 1 && <span className={styles.times}>{t('app.times', { count: times })}</span>}
        <IconButton label={t('app.dismiss')} icon={<X size={14} />} onClick={onDismiss} />
      </div>
      {text && <p>{text}</p>}
      {byHand !== undefined && (
        <textarea
          className={styles.byHand}
          aria-label={t('errors.byHand')}
          readOnly
          rows={Math.min(4, byHand.split('\n').length + Math.floor(byHand.length / 48))}
          value={byHand}
          onFocus={({ target }) => target.select()}
        />
      )}
      {error && (
        <p>
          {engineText(error.message)} {engineText(error.remedy)}
        </p>
      )}
      {(action || details) && (
        <div className={styles.row}>
          {[action, otherAction].map(
            (answer) =>
              answer && (
                <Button
                  key={answer.label}
                  onClick={() => {
                    answer.run()
                    onDismiss()
                  }}
                >
                  {answer.label}
                </Button>
              ),
          )}
          {details && <CopyButton label={t('errors.copy')} text={details} />}
        </div>
      )}
    </article>
  )
}
