import { useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTexts } from '../i18n/language.ts'
import { mostShown } from '../state/noticeStore.ts'
import { useNotices, useStores } from '../state/stores.ts'
import { Button } from '../ui/Button.tsx'
import { useIsSeen } from '../ui/useIsSeen.ts'
import { NoticeCard } from './NoticeCard.tsx'
import styles from './Notices.module.css'

/**
 * What the artist is told in passing: the newest lie over the window, all but the last one with their headline alone;
 * older ones wait behind a line. Errors stay until they are dismissed; nothing goes while the pointer or the focus is
 * on any of them, or the window is not seen.
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
        <NoticeCard
          key={notice.id}
          notice={notice}
          startsFolded={notice !== notices.at(-1)}
          isHeld={isPointed || hasFocus || !isSeen}
          onDismiss={() => dismiss(notice.id)}
        />
      ))}
    </section>,
    document.body, // above pictures that are looked at in front of the window
  )
}
