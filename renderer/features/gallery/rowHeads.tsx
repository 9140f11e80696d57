import { ChevronUp, Columns2 } from 'lucide-react'
import type { Stack } from '../../document/galleryRows.ts'
import { currentLanguage, useTexts } from '../../i18n/language.ts'
import { viewPicture } from '../../state/actions/gallery.ts'
import { useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './gallery.module.css'
import { stackText } from './stackText.ts'

/** `day` is a day of the calendar, as `2026-03-01`. */
export function DayHead({ day }: { readonly day: string }) {
  const date = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'full' })
  return <h2 className={styles.day}>{date.format(new Date(`${day}T12:00`))}</h2>
}

/** Above the pictures of a stack that are shown one by one. */
export function StackHead({ stack, onFold }: { readonly stack: Stack; readonly onFold: () => void }) {
  const t = useTexts()
  const stores = useStores()
  const [first, second] = stack.items
  const isCompared = first?.type === 'sheet'
  return (
    <div className={styles.stackHead}>
      <strong className={styles.stackName}>{first?.name}</strong>
      <span className={styles.quiet}>{stackText(stack, t)}</span>
      <span className={styles.space} />
      {first && second && (
        <Button
          variant="quiet"
          icon={<Columns2 size={14} aria-hidden />}
          onClick={() => viewPicture(stores, first.id, isCompared ? undefined : second.id)}
        >
          <span className={styles.label}>{isCompared ? t('gallery.stack.sheet') : t('gallery.viewer.compare')}</span>
        </Button>
      )}
      <Button variant="quiet" aria-expanded icon={<ChevronUp size={14} aria-hidden />} onClick={onFold}>
        <span className={styles.label}>{t('gallery.stack.fold')}</span>
      </Button>
    </div>
  )
}
