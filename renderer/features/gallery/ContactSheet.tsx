import { useMemo, useState } from 'react'
import type { GalleryItem } from '../../../engine/protocol/window/index.ts'
import { sheetRows, type SheetColumn, type SheetRow } from '../../document/sheetRows.ts'
import { currentLanguage, useTexts } from '../../i18n/language.ts'
import { percentText } from '../../i18n/numbers.ts'
import { viewPicture } from '../../state/actions/gallery.ts'
import { methodName } from '../../state/selectors/methodName.ts'
import { useHost, useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './gallery.module.css'
import { altText } from './pictureItems.ts'

const columns = ['time', 'found', 'presence', 'bleed'] as const satisfies readonly SheetColumn[]

/** A comparison: a row for each method with what it took and who is in its pictures, a column for each seed. */
export function ContactSheet({ item }: { readonly item: GalleryItem }) {
  const t = useTexts()
  const stores = useStores()
  const items = useHost((state) => state.gallery.items)
  const [sort, setSort] = useState<SheetColumn>()
  const pictures = useMemo(
    () => items.filter(({ jobId, type }) => type === 'picture' && jobId === item.jobId),
    [items, item.jobId],
  )
  const { rows, seeds } = useMemo(() => sheetRows(item.compared ?? [], sort), [item.compared, sort])
  const language = currentLanguage()
  const formats: Readonly<Record<SheetColumn, (row: SheetRow) => string>> = {
    time: ({ seconds }) =>
      seconds === undefined
        ? '–'
        : new Intl.NumberFormat(language, { style: 'unit', unit: 'second', maximumFractionDigits: 1 }).format(seconds),
    found: ({ found, looked }) => (looked === 0 ? '–' : t('gallery.sheet.foundOf', { found, all: looked })),
    presence: ({ presence }) => percent(presence),
    bleed: ({ bleed }) => percent(bleed),
  }
  return (
    <div className={styles.scroller}>
      <table className={styles.sheet}>
        <caption className={styles.title}>{`${t('gallery.sheet.title')}: ${item.name}`}</caption>
        <thead>
          <tr>
            <th scope="col">{t('gallery.method')}</th>
            {columns.map((column) => (
              <th key={column} scope="col" aria-sort={sort === column ? 'ascending' : 'none'}>
                <Button
                  variant="quiet"
                  aria-label={t('gallery.sheet.sortBy', { column: t(`gallery.sheet.${column}`) })}
                  onClick={() => setSort(sort === column ? undefined : column)}
                >
                  {t(`gallery.sheet.${column}`)}
                </Button>
              </th>
            ))}
            {seeds.map((seed) => (
              <th key={seed} scope="col">
                {t('gallery.sheet.seed', { seed })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{methodName(row.label, t)}</th>
              {columns.map((column) => (
                <td key={column}>{formats[column](row)}</td>
              ))}
              {row.failure === undefined ? (
                seeds.map((seed) => {
                  const picture = pictures.find((one) => one.seed === seed && one.method === row.label)
                  return (
                    <td key={seed}>
                      {picture && (
                        <button type="button" className={styles.cell} onClick={() => viewPicture(stores, picture.id)}>
                          <img src={picture.thumbnail} alt={altText(picture, t)} loading="lazy" />
                        </button>
                      )}
                    </td>
                  )
                })
              ) : (
                <td colSpan={seeds.length}>{t('gallery.sheet.failed', { reason: row.failure })}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function percent(value: number | undefined): string {
  return value === undefined ? '–' : percentText(value)
}
