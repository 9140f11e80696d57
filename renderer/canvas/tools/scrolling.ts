import type { StagePoint } from '../../geometry/points.ts'
import { keptInView, pannedBy, zoomedAt } from '../../geometry/viewport.ts'
import type { CanvasTools } from './toolState.ts'

/** A turn of a wheel or a movement of two fingers, in CSS pixels. Browsers tell of pinching as turning with Ctrl held. */
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

/** Zooms at the pointer while Ctrl or Cmd is held or fingers pinch; moves the canvas otherwise. */
export function scroll(
  { document, session }: Pick<CanvasTools, 'document' | 'session'>,
  { stage, dx, dy, command, shift }: Scroll,
): void {
  const { viewport, stageSize } = session.getState()
  const turn = Math.max(-largestTurn, Math.min(largestTurn, dy))
  const next = command
    ? zoomedAt(viewport, stage, viewport.zoom * Math.exp(-turn * zoomRate))
    : shift && dx === 0
      ? pannedBy(viewport, -dy, 0)
      : pannedBy(viewport, -dx, -dy)
  session.getState().set({ viewport: keptInView(next, document.getState().project.canvas, stageSize) })
}
