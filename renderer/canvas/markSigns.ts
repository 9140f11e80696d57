import type { PresenceMark } from '../document/presenceTexts.ts'

/** How a mark looks behind a name. */
export const markSigns: Readonly<Record<PresenceMark, { readonly sign: string; readonly tone: 'good' | 'poor' }>> = {
  there: { sign: '✓', tone: 'good' },
  faint: { sign: '≈', tone: 'poor' },
  outside: { sign: '↗', tone: 'poor' },
  bleeds: { sign: '⇄', tone: 'poor' },
  missing: { sign: '✕', tone: 'poor' },
}
