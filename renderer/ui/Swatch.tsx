import styles from './parts.module.css'

export interface SwatchProps {
  /** Of CSS. */
  readonly color: string
  /** Where the colour says something that no words beside it do. */
  readonly label?: string | undefined
}

export function Swatch({ color, label }: SwatchProps) {
  const name = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true }
  return <span className={styles.swatch} style={{ background: color }} {...name} />
}
