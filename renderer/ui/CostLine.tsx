import { Popover } from '@base-ui/react/popover'
import { TriangleAlert } from 'lucide-react'
import { classes } from './classes.ts'
import styles from './CostLine.module.css'
import { Spinner } from './Spinner.tsx'

export interface CostLineProps {
  /** What the details are of, for those who cannot see the line. */
  readonly label: string
  /** Undefined while nothing is known. */
  readonly line: string | undefined
  readonly details: readonly (readonly [name: string, value: string])[]
  readonly warnings: readonly string[]
  /** Why nothing newer is known, as a sentence. */
  readonly problem: string | undefined
  readonly isPending: boolean
  readonly pendingText: string
}

/** What the next render takes; pressing it tells all of it. */
export function CostLine({ label, line, details, warnings, problem, isPending, pendingText }: CostLineProps) {
  if (problem !== undefined && !isPending) {
    return (
      <p className={classes(styles.line, styles.problem)}>
        <TriangleAlert size={14} aria-hidden />
        {problem}
      </p>
    )
  }
  if (line === undefined) {
    return (
      <p className={classes(styles.line, styles.old)}>
        {isPending && (
          <span aria-hidden>
            <Spinner label={pendingText} size={12} />
          </span>
        )}
        {pendingText}
      </p>
    )
  }
  return (
    <Popover.Root>
      <Popover.Trigger
        openOnHover
        delay={400}
        className={classes(styles.line, styles.trigger, isPending && styles.old)}
        aria-label={`${label}: ${line}`}
      >
        {warnings.length > 0 && <TriangleAlert size={14} aria-hidden />}
        {line}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} side="top" sideOffset={6}>
          <Popover.Popup className={styles.popup}>
            <Popover.Title className={styles.title}>{label}</Popover.Title>
            <dl className={styles.details}>
              {details.map(([name, value]) => (
                <div key={name} className={styles.row}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            {warnings.map((warning) => (
              <p key={warning} className={styles.warning}>
                {warning}
              </p>
            ))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
