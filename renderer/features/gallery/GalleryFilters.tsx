import { useShallow } from 'zustand/react/shallow'
import { timesOfMaking, type GalleryWish } from '../../document/galleryFilter.ts'
import { useTexts } from '../../i18n/language.ts'
import { methodName } from '../../state/selectors/methodName.ts'
import { useHost } from '../../state/stores.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './gallery.module.css'

export interface GalleryFiltersProps {
  readonly wish: GalleryWish
  readonly onWish: (wish: GalleryWish) => void
}

const anyMethod = 'any'

export function GalleryFilters({ wish, onWish }: GalleryFiltersProps) {
  const t = useTexts()
  const methods = useHost(useShallow((state) => [...new Set(state.gallery.items.map(({ method }) => method))].sort()))
  const change = (part: Partial<GalleryWish>) => onWish({ ...wish, ...part })
  return (
    <div className={styles.filters}>
      <TextField label={t('gallery.search')} value={wish.search} onChange={(search) => change({ search })} />
      <Select
        label={t('gallery.method')}
        value={wish.method ?? anyMethod}
        options={[
          { value: anyMethod, label: t('gallery.anyMethod') },
          ...methods.map((value) => ({
            value,
            label: value === 'compare' ? t('gallery.sheet.title') : methodName(value, t),
          })),
        ]}
        onChange={(method) => change({ method: method === anyMethod ? undefined : method })}
      />
      <Select
        label={t('gallery.since.label')}
        value={wish.made}
        options={timesOfMaking.map((value) => ({ value, label: t(`gallery.since.${value}`) }))}
        onChange={(made) => change({ made })}
      />
      <Select
        label={t('gallery.order')}
        value={wish.order}
        options={[
          { value: 'newest', label: t('gallery.newest') },
          { value: 'oldest', label: t('gallery.oldest') },
        ]}
        onChange={(order) => change({ order })}
      />
      <Segmented
        label={t('gallery.which')}
        value={wish.isOwn ? 'document' : 'all'}
        options={[
          { value: 'all', label: t('gallery.all') },
          { value: 'document', label: t('gallery.thisDocument') },
        ]}
        onChange={(scope) => change({ isOwn: scope === 'document' })}
      />
    </div>
  )
}
