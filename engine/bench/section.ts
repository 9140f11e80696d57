import type { Table } from './table.ts'

/** A promise with the number that was measured for it. */
export interface Bound {
  readonly promise: string
  readonly measured: number
  readonly limit: number
}

/** What a section found. `measurements` holds every number that the tables are made of. */
export interface SectionResult {
  readonly tables: readonly Table[]
  readonly bounds: readonly Bound[]
  readonly measurements: Readonly<Record<string, unknown>>
}

export interface SectionSettings {
  /** How often each thing is measured; `undefined` leaves it to the section. */
  readonly rounds: number | undefined
  /** Of the runtime; 0 leaves the choice to it. */
  readonly threads: number
  /** A folder for what has to be generated; it is removed in the end. */
  readonly folder: string
  /** Says what is going on. */
  readonly report: (text: string) => void
}

/** Either what was found, or why nothing could be measured here. */
export type SectionOutcome = SectionResult | { readonly skipped: string }

export type Section = (settings: SectionSettings) => Promise<SectionOutcome>

export function isKept({ measured, limit }: Bound): boolean {
  return measured < limit
}
