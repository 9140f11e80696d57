import { createContext, useContext } from 'react'
import { createMapSource, type MapSource } from '../state/mapSource.ts'
import type { Stores } from '../state/stores.ts'
import { createLiveStore, type LiveStore } from './liveStore.ts'
import { createPictureSource, type PictureSource } from './painting/pictureSource.ts'

/** What the views of the canvas share beside the stores of the window. */
export interface CanvasParts {
  readonly live: LiveStore
  readonly pictures: PictureSource
  readonly maps: MapSource
  /** Tells when a picture or a map has come. Returns what ends it. */
  readonly onLoaded: (listener: () => void) => () => void
  /** Pictures and maps that could not be had, as for want of a line to the host. */
  readonly askAgain: () => void
}

export function createCanvasParts({ client }: Pick<Stores, 'client'>): CanvasParts {
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const pictures = createPictureSource(tell)
  const maps = createMapSource(client, tell)
  return {
    live: createLiveStore(),
    pictures,
    maps,
    askAgain() {
      pictures.askAgain()
      maps.askAgain()
    },
    onLoaded(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const CanvasContext = createContext<CanvasParts | undefined>(undefined)

export function useCanvasParts(): CanvasParts {
  const parts = useContext(CanvasContext)
  if (!parts) throw new Error('Bug: a part of the canvas stands outside of it')
  return parts
}
