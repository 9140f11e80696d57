import { presenceTones, type PresenceMark, type PresenceTone } from '../document/presenceTexts.ts'

/** How a mark looks behind a name. */
export interface MarkSign {
  readonly sign: string
  readonly color: string
}

/** On the dark ground of a label, whatever picture and theme are. */
const colors: Readonly<Record<PresenceTone, string>> = { good: '#8fe0a0', poor: '#ffb25c', absent: '#ff9c94' }

export const markSigns: Readonly<Record<PresenceMark, MarkSign>> = {
  there: { sign: '✓', color: colors[presenceTones.there] },
  faint: { sign: '≈', color: colors[presenceTones.faint] },
  outside: { sign: '↗', color: colors[presenceTones.outside] },
  bleeds: { sign: '⇄', color: colors[presenceTones.bleeds] },
  missing: { sign: '✕', color: colors[presenceTones.missing] },
}
