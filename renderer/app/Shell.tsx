import { Tooltip } from '@base-ui/react/tooltip'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { Canvas } from '../canvas/Canvas.tsx'
import { ConceptList } from '../features/concepts/ConceptList.tsx'
import { OpenDialog } from '../features/documents/OpenDialog.tsx'
import { ProblemsBar } from '../features/documents/ProblemsBar.tsx'
import { RecoveryOffer } from '../features/documents/RecoveryOffer.tsx'
import { SaveAsDialog } from '../features/documents/SaveAsDialog.tsx'
import { UnsavedQuestion } from '../features/documents/UnsavedQuestion.tsx'
import { GalleryStrip } from '../features/gallery/GalleryStrip.tsx'
import { GalleryView } from '../features/gallery/GalleryView.tsx'
import { PictureViewer } from '../features/gallery/viewer/PictureViewer.tsx'
import { Inspector } from '../features/inspector/Inspector.tsx'
import { LibraryPanel } from '../features/library/LibraryPanel.tsx'
import { CompareDialog } from '../features/render/CompareDialog.tsx'
import { RenderDock } from '../features/render/RenderDock.tsx'
import { SettingsDialog } from '../features/settings/SettingsDialog.tsx'
import { Welcome } from '../features/welcome/Welcome.tsx'
import { useTexts } from '../i18n/language.ts'
import { CalmPanels } from '../state/CalmPanels.tsx'
import { useHost, useSession, useStores } from '../state/stores.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { AboutDialog } from './AboutDialog.tsx'
import { FileDrop } from './FileDrop.tsx'
import { changeLayout, sizes, useFolded, type PanelName } from './layout.ts'
import { Notices } from './Notices.tsx'
import { Palette } from './Palette.tsx'
import styles from './Shell.module.css'
import { ShortcutSheet } from './ShortcutSheet.tsx'
import { TitleBar } from './TitleBar.tsx'
import { useCommands } from './useCommands.ts'

/** The window: panels around the canvas, and what lies in front of them. */
export function Shell() {
  useCommands()
  const t = useTexts()
  const isLost = useHost((state) => state.connection === 'lost')
  return (
    <Tooltip.Provider>
      <div className={styles.shell}>
        <a className={styles.skip} href="#canvas">
          {t('app.skip')}
        </a>
        <TitleBar />
        {isLost && (
          <p className={styles.banner} role="alert">
            {t('app.connectionLost')}
          </p>
        )}
        <ProblemsBar />
        <Panels />
      </div>
      <PictureViewer />
      <OpenDialog />
      <SaveAsDialog />
      <UnsavedQuestion />
      <RecoveryOffer />
      <SettingsDialog />
      <Welcome />
      <Palette />
      <ShortcutSheet />
      <AboutDialog />
      <CompareDialog />
      <Notices />
      <FileDrop />
      <Announcer />
    </Tooltip.Provider>
  )
}

/** Sizes of panels in CSS pixels. */
const widths = {
  left: { usual: 264, narrow: 220, min: 200, max: 480 },
  right: { usual: 312, narrow: 264, min: 240, max: 520 },
  strip: { usual: 148, narrow: 120, min: 88, max: 360 },
} as const
const narrowWindow = 1100

function usePanel(panel: PanelName) {
  const stores = useStores()
  const folded = useFolded(panel)
  const kept = useHost((state) => state.settings.layout[sizes[panel]])
  const { usual, narrow, min, max } = widths[panel]
  const first = window.innerWidth <= narrowWindow ? narrow : usual
  const size = typeof kept === 'number' ? Math.min(kept, window.innerWidth <= narrowWindow ? narrow : max) : first
  return {
    folded,
    props: {
      id: panel,
      defaultSize: size,
      minSize: min,
      maxSize: max,
      groupResizeBehavior: 'preserve-pixel-size' as const,
    },
    remember(pixels: number) {
      if (pixels >= min) changeLayout(stores, { [sizes[panel]]: Math.round(pixels) }) // less it has only before it is laid out
    },
  }
}

function Panels() {
  const t = useTexts()
  const left = usePanel('left')
  const right = usePanel('right')
  return (
    <Group
      orientation="horizontal"
      className={styles.body}
      onLayoutChanged={() => {
        for (const panel of [left, right]) rememberSize(panel.props.id, 'offsetWidth', panel.remember)
      }}
    >
      {!left.folded && (
        <Panel {...left.props}>
          <aside className={styles.panel} aria-label={t('app.left')}>
            <CalmPanels>
              <LeftPanel />
            </CalmPanels>
          </aside>
        </Panel>
      )}
      {!left.folded && <Separator className={styles.separator} title={t('app.resize')} />}
      <Panel id="middle" minSize={240}>
        <Middle />
      </Panel>
      {!right.folded && <Separator className={styles.separator} title={t('app.resize')} />}
      {!right.folded && (
        <Panel {...right.props}>
          <aside className={styles.panel} aria-label={t('app.right')}>
            <CalmPanels>
              <div className={styles.inspector}>
                <Inspector />
              </div>
              <div className={styles.dock}>
                <RenderDock />
              </div>
            </CalmPanels>
          </aside>
        </Panel>
      )}
    </Group>
  )
}

function rememberSize(id: PanelName, side: 'offsetWidth' | 'offsetHeight', remember: (pixels: number) => void) {
  const panel = document.getElementById(id)
  if (panel) remember(panel[side])
}

function LeftPanel() {
  const t = useTexts()
  const { session } = useStores()
  const tab = useSession((state) => state.leftTab)
  return (
    <Tabs
      label={t('app.left')}
      value={tab}
      onChange={(leftTab) => session.getState().set({ leftTab })}
      tabs={[
        { value: 'concepts', label: t('app.concepts'), content: <ConceptList /> },
        { value: 'library', label: t('app.library'), content: <LibraryPanel /> },
      ]}
    />
  )
}

function Middle() {
  const t = useTexts()
  const view = useSession((state) => state.view)
  const strip = usePanel('strip')
  const showsStrip = view === 'canvas' && !strip.folded
  return (
    <Group
      orientation="vertical"
      className={styles.middle}
      onLayoutChanged={() => rememberSize('strip', 'offsetHeight', strip.remember)}
    >
      <Panel id="work" minSize={160}>
        <main id="canvas" className={styles.middle} tabIndex={-1}>
          <div className={styles.stage}>{view === 'gallery' ? <GalleryView /> : <Canvas />}</div>
        </main>
      </Panel>
      {showsStrip && <Separator className={styles.separator} title={t('app.resize')} />}
      {showsStrip && (
        <Panel {...strip.props}>
          <section className={styles.panel} aria-label={t('app.gallery')}>
            <GalleryStrip />
          </section>
        </Panel>
      )}
    </Group>
  )
}

/** What a screen reader says next. */
function Announcer() {
  const announcement = useSession((state) => state.announcement)
  return (
    <p className={styles.hidden} role="status">
      {announcement}
    </p>
  )
}
