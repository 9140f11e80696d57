import { useEffect, useState } from 'react'
import { useStores } from '../state/stores.ts'
import styles from './Canvas.module.css'
import { CanvasContext, createCanvasParts } from './canvasParts.ts'
import { OverlayNote } from './OverlayNote.tsx'
import { Stage } from './Stage.tsx'
import { StageBar } from './StageBar.tsx'
import { Toolbar } from './Toolbar.tsx'

/** The picture area with its tools: where concepts get their places. */
export function Canvas() {
  const stores = useStores()
  const [parts] = useState(() => createCanvasParts(stores))
  useEffect(
    () =>
      stores.client.onConnection((connection) => {
        if (connection === 'open') parts.askAgain()
      }),
    [stores, parts],
  )
  return (
    <CanvasContext value={parts}>
      <div className={styles.canvas}>
        <Toolbar />
        <Stage />
        <OverlayNote />
        <StageBar />
      </div>
    </CanvasContext>
  )
}
