import { Tooltip } from '@base-ui/react/tooltip'
import { useState, type ReactNode } from 'react'
import { Group, Panel, Separator, type Layout, type LayoutChangedMeta } from 'react-resizable-panels'
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

/** A panel that is shown, as large as it was left. */
function SizedPanel({ panel, children }: { readonly panel: PanelName; readonly children: ReactNode }) {
  const kept = useHost((state) => state.settings.layout[sizes[panel]])
  const { min, max } = widths[panel]
  // Another one would register the panel anew, which lays it out anew.
  const [size] = useState(() => firstSize(panel, kept))
  return (
    <Panel id={panel} defaultSize={size} minSize={min} maxSize={max} groupResizeBehavior="preserve-pixel-size">
      {children}
    </Panel>
  )
}

function firstSize(panel: PanelName, kept: unknown): number {
  const { usual, narrow, max } = widths[panel]
  const isNarrow = window.innerWidth <= narrowWindow
  if (typeof kept === 'number') return Math.min(kept, isNarrow ? narrow : max)
  return isNarrow ? narrow : usual
}

/** Keeps the sizes that the artist gave to panels; what the window's own size made of them is not theirs. */
function useKeptSizes(panels: readonly PanelName[]) {
  const stores = useStores()
  return (_layout: Layout, { isUserInteraction }: LayoutChangedMeta) => {
    if (!isUserInteraction) return
    const shown = panels.flatMap((panel) => {
      const element = document.getElementById(panel)
      return element ? [[sizes[panel], panel === 'strip' ? element.offsetHeight : element.offsetWidth] as const] : []
    })
    changeLayout(stores, Object.fromEntries(shown))
  }
}

function Panels() {
  const t = useTexts()
  const isLeftFolded = useFolded('left')
  const isRightFolded = useFolded('right')
  return (
    <Group orientation="horizontal" className={styles.body} onLayoutChanged={useKeptSizes(['left', 'right'])}>
      {!isLeftFolded && (
        <SizedPanel panel="left">
          <aside className={styles.panel} aria-label={t('app.left')}>
            <CalmPanels>
              <LeftPanel />
            </CalmPanels>
          </aside>
        </SizedPanel>
      )}
      {!isLeftFolded && <Separator className={styles.separator} title={t('app.resize')} />}
      <Panel id="middle" minSize={240}>
        <Middle />
      </Panel>
      {!isRightFolded && <Separator className={styles.separator} title={t('app.resize')} />}
      {!isRightFolded && (
        <SizedPanel panel="right">
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
        </SizedPanel>
      )}
    </Group>
  )
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
  const isStripFolded = useFolded('strip')
  const showsStrip = view === 'canvas' && !isStripFolded
  return (
    <Group orientation="vertical" className={styles.middle} onLayoutChanged={useKeptSizes(['strip'])}>
      <Panel id="work" minSize={160}>
        <main id="canvas" className={styles.middle} tabIndex={-1}>
          <div className={styles.stage}>{view === 'gallery' ? <GalleryView /> : <Canvas />}</div>
        </main>
      </Panel>
      {showsStrip && <Separator className={styles.separator} title={t('app.resize')} />}
      {showsStrip && (
        <SizedPanel panel="strip">
          <section className={styles.panel} aria-label={t('app.gallery')}>
            <GalleryStrip />
          </section>
        </SizedPanel>
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
