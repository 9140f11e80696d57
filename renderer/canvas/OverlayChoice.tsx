import { Check, ChevronDown } from 'lucide-react'
import { useTexts } from '../i18n/language.ts'
import type { Overlay } from '../state/sessionStore.ts'
import { useSession, useStores } from '../state/stores.ts'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import styles from './StageBar.module.css'

const types: readonly Overlay['type'][] = ['none', 'found', 'attention']

/** Which map of the selected concept lies over the picture: side by side, or as a menu where there is less room. */
export function OverlayChoice() {
  const t = useTexts()
  const { session } = useStores()
  const overlay = useSession((state) => state.overlay)
  const choose = (type: Overlay['type']) => session.getState().set({ overlay: { ...overlay, type } })
  const label = t('canvas.overlay.label')
  const chosen = t(`canvas.overlay.${overlay.type}`)
  return (
    <>
      <div className={styles.wide}>
        <Segmented
          label={label}
          value={overlay.type}
          options={types.map((value) => ({ value, label: t(`canvas.overlay.${value}`) }))}
          onChange={choose}
        />
      </div>
      <div className={styles.narrow}>
        <Menu
          trigger={
            <Button variant="quiet" className={styles.map} title={label} aria-label={`${label}: ${chosen}`}>
              <span className={styles.mapName}>{chosen}</span>
              <ChevronDown size={14} aria-hidden />
            </Button>
          }
          items={types.map((type) => ({
            id: type,
            label: t(`canvas.overlay.${type}`),
            icon: <Check size={14} aria-hidden visibility={type === overlay.type ? undefined : 'hidden'} />,
            onSelect: () => choose(type),
          }))}
        />
      </div>
    </>
  )
}
