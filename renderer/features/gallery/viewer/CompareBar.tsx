import { ArrowLeftRight, Columns2 } from 'lucide-react'
import type { GalleryItem } from '../../../../engine/protocol/window/index.ts'
import { useTexts } from '../../../i18n/language.ts'
import { methodName } from '../../../state/selectors/methodName.ts'
import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { SearchButton } from '../../../ui/SearchSelect.tsx'
import styles from './viewer.module.css'

export interface CompareBarProps {
  readonly item: GalleryItem
  readonly other: GalleryItem | undefined
  /** Which can be B, in the order in which they are offered. */
  readonly pictures: readonly GalleryItem[]
  readonly onOther: (id: string | undefined) => void
  readonly onSwap: () => void
}

/** Compares a picture with a second one: which, and on which side. */
export function CompareBar({ item, other, pictures, onOther, onSwap }: CompareBarProps) {
  const t = useTexts()
  const candidates = pictures.filter(({ id, type }) => type === 'picture' && id !== item.id)
  const options = candidates.map((picture) => ({
    value: picture.id,
    label: t('gallery.viewer.otherName', { seed: picture.seed, method: methodName(picture.method, t) }),
    detail: picture.name,
    group: t(isOfSameRender(picture, item) ? 'gallery.viewer.thisRender' : 'gallery.viewer.otherRenders'),
    image: picture.thumbnail,
  }))
  return (
    <div className={styles.group}>
      <IconButton
        label={candidates.length === 0 ? t('gallery.viewer.nothingToCompare') : t('gallery.viewer.compare')}
        icon={<Columns2 size={16} />}
        pressed={other !== undefined}
        aria-disabled={candidates.length === 0}
        onClick={() => onOther(other ? undefined : candidates[0]?.id)}
      />
      {other && (
        <>
          <SearchButton
            label={t('gallery.viewer.other')}
            value={other.id}
            options={options}
            searchText={t('gallery.viewer.searchOther')}
            emptyText={t('gallery.nothing')}
            onChange={onOther}
            trigger={<Button variant="quiet">{t('gallery.viewer.other')}</Button>}
          />
          <IconButton label={t('gallery.viewer.swap')} icon={<ArrowLeftRight size={16} />} onClick={onSwap} />
        </>
      )}
    </div>
  )
}

export function isOfSameRender(a: GalleryItem, b: GalleryItem): boolean {
  return a.jobId !== undefined && a.jobId === b.jobId
}
