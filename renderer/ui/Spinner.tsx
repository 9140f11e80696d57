import { LoaderCircle } from 'lucide-react'
import styles from './parts.module.css'

export interface SpinnerProps {
  readonly label: string
  readonly size?: number | undefined
}

export function Spinner({ label, size = 16 }: SpinnerProps) {
  return <LoaderCircle size={size} className={styles.spinner} role="img" aria-label={label} />
}
