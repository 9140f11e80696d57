import { ChevronUp, Play } from 'lucide-react'
import { seedsOf } from '../../../engine/protocol/project.ts'
import { useTexts } from '../../i18n/language.ts'
import { renderNextSeed, renderPictures, renderSeedsGrid } from '../../state/actions/render.ts'
import { useShortcuts } from '../../state/shortcuts.ts'
import { useDocument, useHost, useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu, type MenuItem } from '../../ui/Menu.tsx'
import { shortcutText, spokenShortcut } from '../../ui/shortcutText.ts'
import styles from './render.module.css'

const grids = [4, 9, 16] as const

export function RenderButton() {
  const t = useTexts()
  const stores = useStores()
  const seeds = useDocument((state) => state.project.seeds)
  const isReady = useHost((state) => state.engine.status !== 'failed' && state.connection === 'open')
  const shortcut = useShortcuts()('render')
  const list = seedsOf({ seeds })
  const items: MenuItem[] = [
    ...grids.map((count) => ({
      id: `grid${count}`,
      label: t('render.grid', { count }),
      onSelect: () => void renderSeedsGrid(stores, count),
    })),
    {
      id: 'next',
      label: t('render.nextSeed'),
      onSelect: () => void renderNextSeed(stores),
    },
    { id: 'front', label: t('render.inFront'), onSelect: () => void renderPictures(stores, { next: true }) },
    'separator',
    {
      id: 'compare',
      label: t('render.compare'),
      onSelect: () => stores.session.getState().set({ dialog: 'compare' }),
    },
  ]
  return (
    <div className={styles.split}>
      <Button
        variant="primary"
        size="large"
        className={styles.main}
        icon={<Play size={16} aria-hidden />}
        disabled={!isReady}
        data-renders
        aria-keyshortcuts={shortcut && spokenShortcut(shortcut)}
        onClick={() => void renderPictures(stores)}
      >
        {list.length > 1 ? t('render.renderMany', { count: list.length }) : t('render.render')}
        {shortcut && <kbd className={styles.keys}>{shortcutText(shortcut)}</kbd>}
      </Button>
      <Menu
        items={items}
        trigger={
          <Button
            variant="primary"
            size="large"
            className={styles.more}
            disabled={!isReady}
            aria-label={t('render.more')}
            icon={<ChevronUp size={16} aria-hidden />}
          />
        }
      />
    </div>
  )
}
