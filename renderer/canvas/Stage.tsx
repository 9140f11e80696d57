import { useRef } from 'react'
import { useStore } from 'zustand'
import { useTexts } from '../i18n/language.ts'
import { CalmPanels } from '../state/CalmPanels.tsx'
import { useStores } from '../state/stores.ts'
import styles from './Canvas.module.css'
import { useCanvasParts } from './canvasParts.ts'
import { RegionList } from './RegionList.tsx'
import { RegionMenu } from './RegionMenu.tsx'
import { RegionStatus } from './RegionStatus.tsx'
import { SplitDivider } from './SplitDivider.tsx'
import { useAnnouncements } from './useAnnouncements.ts'
import { useDropTarget } from './useDropTarget.ts'
import { useLayers } from './useLayers.ts'
import { useRegionKeys } from './useRegionKeys.ts'
import { useStageData } from './useStageData.ts'
import { useStageSize } from './useStageSize.ts'
import { useToolMachine } from './useToolMachine.ts'
import { useToolPointer } from './useToolPointer.ts'

/** The picture with the regions on it, and the hand of the artist. */
export function Stage() {
  const t = useTexts()
  const stores = useStores()
  const { live } = useCanvasParts()
  const stage = useRef<HTMLDivElement>(null)
  const cursor = useStore(live, (state) => state.cursor)
  const machine = useToolMachine(stores, live)
  useStageSize(stage)
  useLayers(stage)
  useAnnouncements()
  useToolPointer(stage, machine)
  const onKeyDown = useRegionKeys(machine)
  const drop = useDropTarget(stage)
  useStageData(stage)

  return (
    <RegionMenu>
      <div
        ref={stage}
        className={styles.stage}
        style={{ cursor }}
        data-testid="stage"
        role="application"
        aria-label={t('canvas.stage')}
        tabIndex={0}
        onKeyDown={onKeyDown}
        {...drop}
      >
        <canvas className={styles.layer} aria-hidden="true" data-layer="backdrop" />
        <canvas className={styles.layer} aria-hidden="true" data-layer="overlay" />
        <canvas className={styles.layer} aria-hidden="true" data-layer="regions" />
        <canvas className={styles.layer} aria-hidden="true" data-layer="hands" />
        <SplitDivider />
        <CalmPanels>
          <RegionList />
          <RegionStatus />
        </CalmPanels>
      </div>
    </RegionMenu>
  )
}
