import { useRef, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react'
import styles from './SplitSlider.module.css'

export interface SplitSliderProps {
  readonly label: string
  /** What is seen on either side, in words. */
  readonly valueText?: string | undefined
  /** 0 to 1 of the width. */
  readonly value: number
  /** What it divides, inside of the parent of this slider, in CSS pixels. */
  readonly area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  readonly onChange: (value: number) => void
}

const keySteps: Readonly<Record<string, number>> = { ArrowLeft: -0.01, ArrowRight: 0.01, Home: -1, End: 1 }

/** The border between two pictures that lie in the same place: pulled, or moved with arrows. */
export function SplitSlider({ label, valueText, value, area, onChange }: SplitSliderProps) {
  const handle = useRef<HTMLDivElement>(null)
  const { x, y, width, height } = area
  const moveTo = (place: number) => onChange(Math.min(1, Math.max(0, place)))
  function onPointerMove(event: PointerEvent) {
    if (!handle.current?.hasPointerCapture(event.pointerId)) return
    const { left } = handle.current.parentElement!.getBoundingClientRect()
    moveTo((event.clientX - left - x) / width)
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = keySteps[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    moveTo(value + step * (event.shiftKey ? 10 : 1))
  }
  const style: CSSProperties = { left: x + width * value, top: y, height }
  return (
    <div
      ref={handle}
      className={styles.divider}
      style={style}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(value * 100)}
      aria-valuetext={valueText}
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
