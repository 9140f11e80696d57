import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { useTexts } from '../i18n/language.ts'
import { classes } from './classes.ts'
import styles from './Dialog.module.css'
import { IconButton } from './IconButton.tsx'

export interface DialogProps {
  readonly title: string
  readonly open: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  readonly footer?: ReactNode
  readonly size?: 'normal' | 'large' | 'wide' | undefined
}

/** A question or a page in front of the window. Escape and a press outside close it. */
export function Dialog({ title, open, onClose, children, footer, size }: DialogProps) {
  const t = useTexts()
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup
          ref={popup}
          data-modal
          initialFocus={() => firstFocus(popup.current)}
          className={classes(styles.popup, size !== undefined && styles[size])}
        >
          <div className={styles.head}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <IconButton label={t('app.close')} icon={<X size={16} />} onClick={onClose} />
          </div>
          <div className={styles.body}>{children}</div>
          {footer && <div className={styles.footer}>{footer}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** What asked for the focus, else a field to type in, else the page itself: never the button that closes it. */
function firstFocus(popup: HTMLElement | null): HTMLElement | null {
  const focused = document.activeElement
  if (focused instanceof HTMLElement && popup?.contains(focused)) return focused
  return popup?.querySelector<HTMLElement>('input[type=text], textarea') ?? popup
}
