import { Progress as Base } from '@base-ui/react/progress'
import styles from './parts.module.css'

export interface ProgressProps {
  /** 0 to 1; undefined where nobody knows yet. */
  readonly value: number | undefined
  readonly label: string
}

export function Progress({ value, label }: ProgressProps) {
  return (
    <Base.Root className={styles.progress} value={value ?? null} max={1} aria-label={label}>
      <Base.Track className={styles.track}>
        <Base.Indicator className={styles.indicator} />
      </Base.Track>
    </Base.Root>
  )
}
