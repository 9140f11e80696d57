import { distanceBetween } from './polygon.ts'
import { clamp, type CanvasPoint, type Size, type StagePoint } from './points.ts'

/** A canvas point lies at `point * zoom + (x, y)` of the stage, in CSS pixels. */
export interface Viewport {
  readonly zoom: number
  readonly x: number
  readonly y: number
}

export const smallestZoom = 0.05
export const largestZoom = 32

/** What a part of the canvas stays in sight, however far it is pushed, in CSS pixels. */
const keptInSight = 48

export function toStage({ x, y }: CanvasPoint, viewport: Viewport): StagePoint {
  return { x: x * viewport.zoom + viewport.x, y: y * viewport.zoom + viewport.y }
}

export function toCanvas({ x, y }: StagePoint, viewport: Viewport): CanvasPoint {
  return { x: (x - viewport.x) / viewport.zoom, y: (y - viewport.y) / viewport.zoom }
}

export type FingerPair = readonly [StagePoint, StagePoint]

/** The canvas whole and in the middle, with `margin` around it; enlarged where it is small. */
export function fitViewport(canvas: Size, stage: Size, margin = 40): Viewport {
  const room = { width: Math.max(stage.width - 2 * margin, 1), height: Math.max(stage.height - 2 * margin, 1) }
  const zoom = clamp(Math.min(room.width / canvas.width, room.height / canvas.height), smallestZoom, largestZoom)
  return centred(canvas, stage, zoom)
}

/** The canvas in the middle of the stage. */
export function centred(canvas: Size, stage: Size, zoom: number): Viewport {
  return {
    zoom,
    x: Math.round((stage.width - canvas.width * zoom) / 2),
    y: Math.round((stage.height - canvas.height * zoom) / 2),
  }
}

/** Another zoom, in which what lies below `at` stays there. */
export function zoomedAt(viewport: Viewport, at: StagePoint, zoom: number): Viewport {
  const next = clamp(zoom, smallestZoom, largestZoom)
  const { x, y } = toCanvas(at, viewport)
  return { zoom: next, x: at.x - x * next, y: at.y - y * next }
}

export function pannedBy(viewport: Viewport, dx: number, dy: number): Viewport {
  return { ...viewport, x: viewport.x + dx, y: viewport.y + dy }
}

/** Two fingers that were at `from` and are at `to`: what lay below each stays there, as far as both can. */
export function pinched(viewport: Viewport, from: FingerPair, to: FingerPair): Viewport {
  const apart = Math.max(1, distanceBetween(...from))
  const [before, after] = [middleOf(from), middleOf(to)]
  const zoomed = zoomedAt(viewport, before, (viewport.zoom * distanceBetween(...to)) / apart)
  return pannedBy(zoomed, after.x - before.x, after.y - before.y)
}

const middleOf = ([a, b]: FingerPair): StagePoint => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })

/** The nearest viewport in which a part of the canvas can be seen, so that it is never lost. */
export function keptInView(viewport: Viewport, canvas: Size, stage: Size): Viewport {
  const width = canvas.width * viewport.zoom
  const height = canvas.height * viewport.zoom
  return {
    zoom: viewport.zoom,
    x: clamp(viewport.x, keptInSight - width, stage.width - keptInSight),
    y: clamp(viewport.y, keptInSight - height, stage.height - keptInSight),
  }
}

/** The steps that the zoom commands take; 1 shows one canvas pixel as one CSS pixel. */
const zoomSteps = [0.05, 0.1, 0.17, 0.25, 0.33, 0.5, 0.67, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32]

export function nextZoom(zoom: number, direction: 1 | -1): number {
  const beyond = 1 + 1e-3
  const steps = direction > 0 ? zoomSteps : zoomSteps.toReversed()
  const isFurther = (step: number) => (direction > 0 ? step > zoom * beyond : step < zoom / beyond)
  return steps.find(isFurther) ?? zoom
}
