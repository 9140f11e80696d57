import { ArrowDown, ArrowUp } from 'lucide-react'
import { bestFirst, isBest, type SheetColumn, type SheetRow } from '../../document/sheetRows.ts'
import { currentLanguage, useTexts } from '../../i18n/language.ts'
import { percentText } from '../../i18n/numbers.ts'
import { methodName } from '../../state/selectors/methodName.ts'
import styles from './sheet.module.css'

const columns = ['time', 'found', 'presence', 'bleed'] as const satisfies readonly SheetColumn[]

export interface SheetTableProps {
  readonly rows: readonly SheetRow[]
  readonly sort: SheetColumn | undefined
  readonly onSort: (sort: SheetColumn | undefined) => void
}

/** What each method took and who is in its pictures; a press on the head of a column puts its best first. */
export function SheetTable({ rows, sort, onSort }: SheetTableProps) {
  const t = useTexts()
  const texts: Readonly<Record<SheetColumn, (row: SheetRow) => string>> = {
    time: ({ seconds }) => secondsText(seconds),
    found: ({ found, looked }) => (looked === 0 ? '–' : t('gallery.sheet.foundOf', { found, all: looked })),
    presence: ({ presence }) => percent(presence),
    bleed: ({ bleed }) => percent(bleed),
  }
  const bestOf = (column: SheetColumn) => rows.filter((row) => isBest(row, column, rows)).map(texts[column])
  /** Of those that read alike, all stand out. */
  const bestTexts = {
    time: bestOf('time'),
    found: bestOf('found'),
    presence: bestOf('presence'),
    bleed: bestOf('bleed'),
  }
  return (
    <table className={styles.values} aria-label={t('gallery.sheet.values')}>
      <thead>
        <tr>
          <th scope="col">{t('gallery.method')}</th>
          {columns.map((column) => (
            <th key={column} scope="col" aria-sort={sort === column ? bestFirst[column] : 'none'}>
              <button
                type="button"
                aria-label={t('gallery.sheet.sortBy', { column: t(`gallery.sheet.${column}`) })}
                onClick={() => onSort(sort === column ? undefined : column)}
              >
                {sort === column && <SortMark column={column} />}
                {t(`gallery.sheet.${column}`)}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label}>
            <th scope="row">{methodName(row.label, t)}</th>
            {columns.map((column) => {
              const text = texts[column](row)
              return <td key={column}>{bestTexts[column].includes(text) ? <strong>{text}</strong> : text}</td>
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function SortMark({ column }: { readonly column: SheetColumn }) {
  return bestFirst[column] === 'ascending' ? <ArrowUp size={12} aria-hidden /> : <ArrowDown size={12} aria-hidden />
}

function secondsText(seconds: number | undefined): string {
  if (seconds === undefined) return '–'
  const format = { style: 'unit', unit: 'second', unitDisplay: 'narrow', minimumFractionDigits: 1 } as const
  return new Intl.NumberFormat(currentLanguage(), { ...format, maximumFractionDigits: 1 }).format(seconds)
}

function percent(value: number | undefined): string {
  return value === undefined ? '–' : percentText(value)
}
