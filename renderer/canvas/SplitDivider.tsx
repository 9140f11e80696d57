import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { useTexts } from '../i18n/language.ts'
import { clamp } from '../geometry/points.ts'
import { useDocument, useSession, useStores } from '../state/stores.ts'
import styles from './SplitDivider.module.css'

const keySteps: Readonly<Record<string, number>> = { ArrowLeft: -0.01, ArrowRight: 0.01, Home: -1, End: 1 }

/** The border between two pictures: pulled, or moved with arrows. */
export function SplitDivider() {
  const t = useTexts()
  const { session } = useStores()
  const { split, otherId } = useSession((state) => state.backdrop)
  const { zoom, x, y } = useSession((state) => state.viewport)
  const { width, height } = useDocument((state) => state.project.canvas)
  const handle = useRef<HTMLDivElement>(null)
  if (otherId === undefined) return null

  const moveTo = (place: number) => {
    session.setState(({ backdrop }) => ({ backdrop: { ...backdrop, split: clamp(place, 0, 1) } }))
  }
  function onPointerMove(event: PointerEvent) {
    if (!handle.current?.hasPointerCapture(event.pointerId)) return
    const left = handle.current.parentElement!.getBoundingClientRect().left
    moveTo((event.clientX - left - x) / (width * zoom))
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = keySteps[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    moveTo(split + step * (event.shiftKey ? 10 : 1))
  }
  return (
    <div
      ref={handle}
      className={styles.divider}
      style={{ left: x + width * zoom * split, top: y, height: height * zoom }}
      role="slider"
      tabIndex={0}
      aria-label={t('canvas.split')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(split * 100)}
      aria-orientation="horizontal"
      onPointerDown={(event) => {
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    >
      <span className={styles.grip} aria-hidden="true">
        ⟷
      </span>
    </div>
  )
}
