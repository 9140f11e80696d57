import { useId } from 'react'
import styles from './parts.module.css'

export interface PatternSwatchProps {
  /** Of CSS. */
  readonly color: string
  /** One square of the pattern in the notation of SVG, and the side of that square. */
  readonly pattern: string
  readonly patternSide: number
  /** In CSS pixels. */
  readonly size?: number | undefined
}

/** A colour with the pattern that tells it from others without its hue. */
export function PatternSwatch({ color, pattern, patternSide, size = 18 }: PatternSwatchProps) {
  const id = useId()
  return (
    <svg className={styles.patternSwatch} width={size} height={size} aria-hidden style={{ background: color }}>
      <defs>
        <pattern id={id} width={patternSide} height={patternSide} patternUnits="userSpaceOnUse">
          <path d={pattern} fill="none" stroke="#000" strokeOpacity="0.6" strokeWidth="1.5" strokeLinecap="round" />
        </pattern>
      </defs>
      <rect width={size} height={size} fill={`url(#${id})`} />
    </svg>
  )
}
