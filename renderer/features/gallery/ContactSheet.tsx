import { useEffect, useMemo, useState, type CSSProperties } from 'react'
import type { GalleryItem } from '../../../engine/protocol/window/index.ts'
import { sheetGaps, sheetLayout } from '../../document/sheetLayout.ts'
import { sheetRows, type SheetColumn, type SheetRow } from '../../document/sheetRows.ts'
import type { Size } from '../../geometry/points.ts'
import { useEngineText } from '../../i18n/engineText.ts'
import { useTexts } from '../../i18n/language.ts'
import { viewPicture } from '../../state/actions/gallery.ts'
import { methodName } from '../../state/selectors/methodName.ts'
import { useHost, useStores } from '../../state/stores.ts'
import { altText } from './pictureItems.ts'
import styles from './sheet.module.css'
import { SheetTable } from './SheetTable.tsx'

/** Thumbnails have at most so many pixels. */
const thumbnailSide = 320

/**
 * A comparison: what each method took and who is in its pictures, and the pictures of each below its name, by seeds.
 */
export function ContactSheet({ item }: { readonly item: GalleryItem }) {
  const t = useTexts()
  const items = useHost((state) => state.gallery.items)
  const [sort, setSort] = useState<SheetColumn>()
  const [place, setPlace] = useState<HTMLElement | null>(null) // the portal brings it later than this component
  const room = useRoom(place)
  const pictures = useMemo(
    () => items.filter(({ jobId, type }) => type === 'picture' && jobId === item.jobId),
    [items, item.jobId],
  )
  const { rows, seeds } = useMemo(() => sheetRows(item.compared ?? [], sort), [item.compared, sort])
  const [first] = pictures
  const ratio = first ? first.width / first.height : 1
  const { width, across } = sheetLayout(room, rows.length, seeds.length, ratio)
  const style: CSSProperties = {
    gridTemplateColumns: `repeat(${across}, max-content)`,
    gap: sheetGaps.betweenMethods,
    ...{
      '--picture': `${width}px`,
      '--ratio': ratio,
      '--seeds': Math.max(1, seeds.length),
      '--gap': `${sheetGaps.betweenPictures}px`,
    },
  }
  return (
    <div className={styles.sheet}>
      <div className={styles.head}>
        <h2>{t('gallery.sheet.title')}</h2>
        <SheetTable rows={rows} sort={sort} onSort={setSort} />
      </div>
      <div ref={setPlace} className={styles.room}>
        <div className={styles.methods} style={style}>
          {rows.map((row) => (
            <MethodPictures
              key={row.label}
              row={row}
              seeds={seeds}
              pictures={pictures.filter(({ method }) => method === row.label)}
              isLarge={width * window.devicePixelRatio > thumbnailSide}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

interface MethodPicturesProps {
  readonly row: SheetRow
  readonly seeds: readonly number[]
  readonly pictures: readonly GalleryItem[]
  /** Whether their thumbnails would be seen to be small. */
  readonly isLarge: boolean
}

function MethodPictures({ row, seeds, pictures, isLarge }: MethodPicturesProps) {
  const t = useTexts()
  const engineText = useEngineText()
  const stores = useStores()
  const name = methodName(row.label, t)
  return (
    <section className={styles.method} aria-label={name}>
      <h3 title={name}>{name}</h3>
      {row.failure !== undefined && (
        <p className={styles.failure}>{t('gallery.sheet.failed', { reason: engineText(row.failure) })}</p>
      )}
      <ul>
        {seeds.map((seed) => {
          const picture = pictures.find((one) => one.seed === seed)
          if (!picture) return row.failure === undefined && <li key={seed} className={styles.gone} />
          return (
            <li key={seed}>
              <button type="button" onClick={() => viewPicture(stores, picture.id)}>
                <img
                  src={isLarge ? picture.url : picture.thumbnail}
                  alt={altText(picture, t)}
                  loading="lazy"
                  decoding="async"
                />
                <span>{t('gallery.sheet.seed', { seed })}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** The size of an element, which follows that of the window. */
function useRoom(element: HTMLElement | null): Size {
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 })
  useEffect(() => {
    if (!element) return undefined
    const observer = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return room
}
