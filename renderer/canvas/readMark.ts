import type { ReadConcept } from '../../engine/protocol/readConcept.ts'

/** What a finished picture shows of a concept, in one of four words; `texts` below `canvas.mark` say it. */
export type ReadMark = 'there' | 'outside' | 'bleeds' | 'missing'

/** Less than this inside its region is "mostly outside". */
const half = 0.5
/** More than this in the places of others is told of. */
const muchBleed = 0.25

export function readMark({ found, inside, bleed }: ReadConcept): ReadMark {
  if (!found) return 'missing'
  if (inside !== undefined && inside < half) return 'outside'
  return bleed > muchBleed ? 'bleeds' : 'there'
}

/** How a mark looks behind a name. */
export const markSigns: Readonly<Record<ReadMark, { readonly sign: string; readonly tone: 'good' | 'poor' }>> = {
  there: { sign: '✓', tone: 'good' },
  outside: { sign: '↗', tone: 'poor' },
  bleeds: { sign: '⇄', tone: 'poor' },
  missing: { sign: '✕', tone: 'poor' },
}
