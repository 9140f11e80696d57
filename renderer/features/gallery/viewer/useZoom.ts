import { useCallback, useEffect, useRef, useState, type PointerEvent } from 'react'
import type { Size, StagePoint } from '../../../geometry/points.ts'
import { scrolled, scrollOf } from '../../../geometry/scrolled.ts'
import {
  fitViewport,
  keptInView,
  nextZoom,
  pannedBy,
  pinched,
  zoomedAt,
  type Viewport,
} from '../../../geometry/viewport.ts'

const margin = 12

export interface Zoom {
  readonly viewport: Viewport
  /** Whether the picture is as large as it can be shown whole. */
  readonly isFit: boolean
  readonly fit: () => void
  /** Of the middle of what is seen; 1 shows one pixel of the picture as one CSS pixel. */
  readonly zoomTo: (zoom: number) => void
  readonly zoomBy: (direction: 1 | -1) => void
  readonly pan: (dx: number, dy: number) => void
  readonly pointerProps: {
    readonly onPointerDown: (event: PointerEvent) => void
    readonly onPointerMove: (event: PointerEvent) => void
    readonly onPointerUp: (event: PointerEvent) => void
    readonly onPointerCancel: (event: PointerEvent) => void
  }
}

/**
 * What is seen of a picture in an element, once there is one. It stays as it is for the next picture, where that has
 * the same size.
 */
export function useZoom(element: HTMLElement | null, { width, height }: Size): Zoom {
  const [stage, setStage] = useState<Size>({ width: 0, height: 0 })
  const [chosen, setChosen] = useState<{ readonly viewport: Viewport; readonly of: Size }>()
  const pointers = useRef(new Map<number, StagePoint>())
  const isChosen = chosen?.of.width === width && chosen.of.height === height
  const viewport = isChosen
    ? keptInView(chosen.viewport, chosen.of, stage)
    : fitViewport({ width, height }, stage, margin)
  const seen = useRef(viewport)
  seen.current = viewport

  const change = useCallback(
    (next: (viewport: Viewport) => Viewport) => {
      seen.current = next(seen.current) // several events may come before the next drawing
      setChosen({ viewport: seen.current, of: { width, height } })
    },
    [width, height],
  )

  useEffect(() => {
    if (!element) return undefined
    const observer = new ResizeObserver(() => setStage({ width: element.clientWidth, height: element.clientHeight }))
    observer.observe(element)
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      change((before) => scrolled(before, scrollOf(event, pointOf(event, element))))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => {
      observer.disconnect()
      element.removeEventListener('wheel', onWheel)
    }
  }, [element, change])

  const middle = { x: stage.width / 2, y: stage.height / 2 }
  const forget = ({ pointerId }: PointerEvent) => void pointers.current.delete(pointerId)
  return {
    viewport,
    isFit: !isChosen,
    fit: () => setChosen(undefined),
    zoomTo: (zoom) => change((before) => zoomedAt(before, middle, zoom)),
    zoomBy: (direction) => change((before) => zoomedAt(before, middle, nextZoom(before.zoom, direction))),
    pan: (dx, dy) => change((before) => pannedBy(before, dx, dy)),
    pointerProps: {
      onPointerDown(event) {
        if (event.button > 1) return
        event.currentTarget.setPointerCapture(event.pointerId)
        pointers.current.set(event.pointerId, pointOf(event, event.currentTarget))
      },
      onPointerMove(event) {
        const from = pointers.current.get(event.pointerId)
        if (!from) return
        const to = pointOf(event, event.currentTarget)
        const resting = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1]
        pointers.current.set(event.pointerId, to)
        if (resting) change((before) => pinched(before, [from, resting], [to, resting]))
        else if (isChosen) change((before) => pannedBy(before, to.x - from.x, to.y - from.y))
      },
      onPointerUp: forget,
      onPointerCancel: forget,
    },
  }
}

function pointOf({ clientX, clientY }: { clientX: number; clientY: number }, element: Element): StagePoint {
  const { left, top } = element.getBoundingClientRect()
  return { x: clientX - left, y: clientY - top }
}
