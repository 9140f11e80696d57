import { ArrowLeft, ChevronLeft, ChevronRight } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import type { GalleryItem } from '../../../engine/protocol/window/index.ts'
import { recipeDifferences, recipeFields, recipeOf } from '../../document/recipeDifferences.ts'
import { presenceText } from '../../document/presenceTexts.ts'
import { currentLanguage, useTexts } from '../../i18n/language.ts'
import { restoreRecipe, showInBackdrop, varyPicture } from '../../state/actions/gallery.ts'
import { useHost, useSession, useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { ContactSheet } from './ContactSheet.tsx'
import styles from './gallery.module.css'
import { altText, pictureItems } from './pictureItems.ts'

/** One picture, large, with how it was made. Arrows go to its neighbours, Escape back to all. */
export function PictureView({ item }: { readonly item: GalleryItem }) {
  const t = useTexts()
  const stores = useStores()
  const items = useHost((state) => state.gallery.items)
  const [zoom, setZoom] = useState<'fit' | 'full'>('fit')
  const place = items.indexOf(item)
  const { set } = stores.session.getState()
  const go = (by: number) => {
    const next = items[place + by]
    if (next) set({ viewedId: next.id })
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.target instanceof HTMLInputElement) return
    if (event.key === 'ArrowLeft') go(-1)
    else if (event.key === 'ArrowRight') go(1)
    else if (event.key === 'Escape') set({ viewedId: undefined })
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={styles.view} onKeyDown={onKeyDown}>
      <div className={styles.bar}>
        <Button
          variant="quiet"
          autoFocus
          icon={<ArrowLeft size={14} aria-hidden />}
          onClick={() => set({ viewedId: undefined })}
        >
          {t('gallery.all')}
        </Button>
        <IconButton
          label={t('gallery.previous')}
          icon={<ChevronLeft size={16} />}
          disabled={place <= 0}
          onClick={() => go(-1)}
        />
        <IconButton
          label={t('gallery.next')}
          icon={<ChevronRight size={16} />}
          disabled={place === items.length - 1}
          onClick={() => go(1)}
        />
        <span className={styles.space} />
        {item.type === 'picture' && (
          <>
            <Segmented
              label={t('gallery.zoom')}
              value={zoom}
              options={[
                { value: 'fit', label: t('gallery.fit') },
                { value: 'full', label: t('gallery.full') },
              ]}
              onChange={setZoom}
            />
            <Button onClick={() => showInBackdrop(stores, item.id)}>{t('gallery.backdrop')}</Button>
          </>
        )}
        <Menu items={pictureItems(stores, item, t)} trigger={<Button>…</Button>} />
      </div>
      {item.type === 'sheet' ? (
        <ContactSheet item={item} />
      ) : (
        <div className={styles.pair}>
          <div className={classes(styles.large, zoom === 'full' && styles.full)}>
            <img src={item.url} alt={altText(item, t)} />
          </div>
          <Details item={item} />
        </div>
      )}
    </div>
  )
}

function Details({ item }: { readonly item: GalleryItem }) {
  const t = useTexts()
  const stores = useStores()
  const recipe = recipeOf(item)
  const { milliseconds, createdAt, concepts, methodReason } = item
  const number = new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: 1, style: 'unit', unit: 'second' })
  const date = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <div className={styles.details}>
      <h2 className={styles.title}>{item.name}</h2>
      <div className={styles.bar}>
        <Button onClick={() => void restoreRecipe(stores, item.id)}>{t('gallery.restore')}</Button>
        <Button onClick={() => void varyPicture(stores, item.id)}>{t('gallery.vary')}</Button>
      </div>
      {concepts && concepts.length > 0 && (
        <section>
          <h3 className={styles.heading}>{t('gallery.who')}</h3>
          <ul className={styles.list}>
            {concepts.map((reading) => (
              <li key={reading.conceptId}>{t(`render.who.${presenceText(reading)}`, { name: reading.name })}</li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3 className={styles.heading}>{t('gallery.made')}</h3>
        <dl className={styles.facts}>
          {recipeFields.map((field) => (
            <div key={field}>
              <dt>{t(`gallery.recipe.${field}`)}</dt>
              <dd title={field === 'method' ? methodReason : undefined}>{recipe[field]}</dd>
            </div>
          ))}
          <div>
            <dt>{t('gallery.recipe.time')}</dt>
            <dd>{number.format(milliseconds / 1000)}</dd>
          </div>
          <div>
            <dt>{t('gallery.recipe.created')}</dt>
            <dd>{date.format(new Date(createdAt))}</dd>
          </div>
        </dl>
      </section>
      <Differences item={item} />
    </div>
  )
}

/** What differs from the picture below the regions. */
function Differences({ item }: { readonly item: GalleryItem }) {
  const t = useTexts()
  const otherId = useSession((state) => state.backdrop.pictureId)
  const other = useHost((state) => state.gallery.items.find(({ id }) => id === otherId))
  if (!other || other.id === item.id) return null
  const differences = recipeDifferences(other, item)
  return (
    <section>
      <h3 className={styles.heading}>{t('gallery.differences', { name: `${other.name}, ${other.seed}` })}</h3>
      {differences.length === 0 && <p className={styles.quiet}>{t('gallery.same')}</p>}
      <dl className={styles.facts}>
        {differences.map(({ field, a, b }) => (
          <div key={field}>
            <dt>{t(`gallery.recipe.${field}`)}</dt>
            <dd>
              {a} → {b}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
