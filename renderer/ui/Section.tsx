import { ChevronDown, ChevronRight } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import styles from './parts.module.css'

export interface SectionProps {
  readonly title: string
  readonly actions?: ReactNode
  readonly foldable?: boolean | undefined
  readonly startsFolded?: boolean | undefined
  readonly children: ReactNode
}

/** A part of a panel under its own heading. */
export function Section({ title, actions, foldable = false, startsFolded = false, children }: SectionProps) {
  const [isFolded, setFolded] = useState(foldable && startsFolded)
  const id = useId()
  const Chevron = isFolded ? ChevronRight : ChevronDown
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {foldable ? (
            <button
              type="button"
              className={styles.fold}
              aria-expanded={!isFolded}
              onClick={() => setFolded(!isFolded)}
            >
              <Chevron size={14} aria-hidden />
              {title}
            </button>
          ) : (
            title
          )}
        </h2>
        {actions}
      </div>
      {!isFolded && <div className={styles.content}>{children}</div>}
    </section>
  )
}
