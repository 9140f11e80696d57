import { errorReportSchema, type ErrorReport } from '../../../engine/protocol/errorReport.ts'
import { english } from '../../i18n/texts.ts'
import { t } from '../../i18n/language.ts'
import type { RefusedFile } from '../noticeStore.ts'
import type { Stores } from '../stores.ts'

type KnownCode = keyof typeof english.errors.title

/** Anything that was thrown as code, sentence and remedy. */
export function reportOf(error: unknown): ErrorReport {
  const report = errorReportSchema.safeParse(error).data
  if (report) return report
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'bug', message, remedy: '' }
}

/** The headline of an error in the language of the window. */
export function headlineOf({ code }: Pick<ErrorReport, 'code'>): string {
  const known: KnownCode = code in english.errors.title ? (code as KnownCode) : 'bug'
  return t(`errors.title.${known}`)
}

/** An error as text, to be copied. */
export function detailsOf({ code, message, remedy }: ErrorReport): string {
  return `${code}: ${message}\n${remedy}`
}

/** Tells the artist what went wrong, once; what they cancelled themselves is no error. */
export function tellError({ notices }: Pick<Stores, 'notices'>, error: unknown): void {
  const report = reportOf(error)
  if (report.code === 'cancelled') return
  if (report.code === 'bug') console.error(error)
  notices.getState().tell({ kind: 'error', title: headlineOf(report), error: report })
}

/** Tells why files of the artist's were not taken: all that came together in one notice. */
export function tellRefused({ notices }: Pick<Stores, 'notices'>, refused: readonly RefusedFile[]): void {
  const [first, ...others] = refused
  if (!first) return
  const { name, error } = first
  if (others.length === 0) notices.getState().tell({ kind: 'error', title: `${name}: ${headlineOf(error)}`, error })
  else notices.getState().tell({ kind: 'error', title: t('errors.refused', { count: refused.length }), refused })
}
