import type { StagePoint } from './points.ts'
import { pannedBy, zoomedAt, type Viewport } from './viewport.ts'

/**
 * A turn of a wheel or a movement of two fingers, in CSS pixels. Browsers tell of pinching as turning with Ctrl held.
 */
export interface Scroll {
  readonly stage: StagePoint
  readonly dx: number
  readonly dy: number
  readonly command: boolean
  readonly shift: boolean
}

/** So that one notch of a wheel (100 pixels) zooms by about a fifth. */
const zoomRate = 0.0019
/** A notch that a mouse reports as a leap stays a step. */
const largestTurn = 200

/** CSS pixels of a line and of a page, for wheels that count in them. */
const wheelUnits = [1, 20, 400]

/** What a wheel says, with the pointer at `stage`. */
export function scrollOf(event: WheelEvent, stage: StagePoint): Scroll {
  const unit = wheelUnits[event.deltaMode] ?? 1
  const { ctrlKey, metaKey, shiftKey } = event
  return { stage, dx: event.deltaX * unit, dy: event.deltaY * unit, command: ctrlKey || metaKey, shift: shiftKey }
}

/** Zooms at the pointer while Ctrl or Cmd is held or fingers pinch; moves what is seen otherwise. */
export function scrolled(viewport: Viewport, { stage, dx, dy, command, shift }: Scroll): Viewport {
  if (command) {
    const turn = Math.max(-largestTurn, Math.min(largestTurn, dy))
    return zoomedAt(viewport, stage, viewport.zoom * Math.exp(-turn * zoomRate))
  }
  return shift && dx === 0 ? pannedBy(viewport, -dy, 0) : pannedBy(viewport, -dx, -dy)
}
