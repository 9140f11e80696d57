import { centred, fitViewport, keptInView, nextZoom, zoomedAt } from '../../geometry/viewport.ts'
import type { StagePoint } from '../../geometry/points.ts'
import type { Stores } from '../stores.ts'

type Parts = Pick<Stores, 'document' | 'session'>

export function zoomIn(stores: Parts): void {
  zoomTo(stores, nextZoom(stores.session.getState().viewport.zoom, 1))
}

export function zoomOut(stores: Parts): void {
  zoomTo(stores, nextZoom(stores.session.getState().viewport.zoom, -1))
}

/** The canvas whole and in the middle. */
export function zoomToFit({ document, session }: Parts): void {
  const { stageSize, set } = session.getState()
  set({ viewport: fitViewport(document.getState().project.canvas, stageSize) })
}

/** One canvas pixel as one CSS pixel, in the middle. */
export function zoomToFull({ document, session }: Parts): void {
  const { stageSize, set } = session.getState()
  set({ viewport: centred(document.getState().project.canvas, stageSize, 1) })
}

/** Another zoom around the middle of the stage, or around a point. */
export function zoomTo({ document, session }: Parts, zoom: number, at?: StagePoint): void {
  const { stageSize, viewport, set } = session.getState()
  const next = zoomedAt(viewport, at ?? { x: stageSize.width / 2, y: stageSize.height / 2 }, zoom)
  set({ viewport: keptInView(next, document.getState().project.canvas, stageSize) })
}
