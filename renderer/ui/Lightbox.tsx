import { Dialog as Base } from '@base-ui/react/dialog'
import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import styles from './Lightbox.module.css'

export interface LightboxProps {
  readonly label: string
  readonly open: boolean
  readonly onClose: () => void
  readonly onKeyDown?: (event: KeyboardEvent) => void
  /** Where the focus goes when it closes; where nothing is answered, to what had it before. */
  readonly focusAfter?: () => HTMLElement | null | undefined
  readonly children: ReactNode
}

/** Something to look at, in front of the whole window. Escape closes it; notices stay above it and can be pressed. */
export function Lightbox({ label, open, onClose, onKeyDown, focusAfter, children }: LightboxProps) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} modal="trap-focus" disablePointerDismissal onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Popup
          ref={popup}
          data-modal
          className={styles.popup}
          aria-label={label}
          initialFocus={popup}
          finalFocus={() => focusAfter?.() ?? true}
          onKeyDown={onKeyDown}
        >
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
