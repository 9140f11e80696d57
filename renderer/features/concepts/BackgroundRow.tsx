import { Image } from 'lucide-react'
import { useTexts } from '../../i18n/language.ts'
import { useSession, useStores } from '../../state/stores.ts'
import { classes } from '../../ui/classes.ts'
import styles from './concepts.module.css'

/** What no concept covers: its words are those of the whole picture. */
export function BackgroundRow() {
  const t = useTexts()
  const { session } = useStores()
  const isSelected = useSession((state) => state.selection.length === 0 && state.inspectorTab === 'picture')
  return (
    <button
      type="button"
      className={classes(styles.background, isSelected && styles.isSelected)}
      onClick={() => session.getState().set({ selection: [], inspectorTab: 'picture' })}
    >
      <Image size={16} aria-hidden />
      <span className={styles.words}>
        {t('concepts.background')}
        <span className={styles.quiet}>{t('concepts.backgroundHint')}</span>
      </span>
    </button>
  )
}
