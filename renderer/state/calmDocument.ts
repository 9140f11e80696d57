import type { DocumentState, DocumentStore } from './documentStore.ts'

/** Gestures of the hand on the canvas, which change the document in every frame. */
const handGestures: ReadonlySet<string> = new Set([
  'moveRegion',
  'resizeRegion',
  'drawRegion',
  'editPolygon',
  'paintMask',
  'eraseMask',
])
/** How often panels follow the hand. */
const calmMs = 200

/**
 * The same store for panels around the canvas: while the hand moves on the canvas they are told a few times a second,
 * so that the frames belong to the canvas, and at once when the gesture ends.
 */
export function calmDocument(document: DocumentStore): DocumentStore {
  return {
    ...document,
    subscribe(listener) {
      let timer: ReturnType<typeof setTimeout> | undefined
      let told: DocumentState = document.getState()
      const tell = () => {
        clearTimeout(timer)
        timer = undefined
        const before = told
        told = document.getState()
        listener(told, before)
      }
      const end = document.subscribe(({ gesture }) => {
        if (gesture === undefined || !handGestures.has(gesture.label)) tell()
        else timer ??= setTimeout(tell, calmMs)
      })
      return () => {
        clearTimeout(timer)
        end()
      }
    },
  }
}
