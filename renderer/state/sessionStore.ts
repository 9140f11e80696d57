import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DrawChoice } from '../document/drawTarget.ts'
import { everyPicture, type GalleryWish } from '../document/galleryFilter.ts'
import { wholeLibrary, type LibraryWish } from '../document/libraryFilter.ts'
import type { Brush } from '../document/stroke.ts'
import type { Size } from '../geometry/points.ts'
import type { Viewport } from '../geometry/viewport.ts'

export type { Brush, Viewport }

export type ToolName = 'select' | 'box' | 'polygon' | 'brush' | 'eraser' | 'hand'

/** What lies below the regions. */
export interface Backdrop {
  /** Of the gallery; the newest result of the document is chosen when it comes. */
  readonly pictureId: string | undefined
  /** A second picture for the A/B slider. */
  readonly otherId: string | undefined
  /** Where the slider stands, 0 to 1 of the canvas' width: left of it lies `pictureId`. */
  readonly split: number
  readonly opacity: number
  /** Whether previews and finished pictures of the document take the place of the picture as they come. */
  readonly followsRender: boolean
}

/** The map of the selected concept over the picture. */
export interface Overlay {
  readonly type: 'none' | 'found' | 'attention'
  /** Of `attention`: the step that is shown; undefined follows the newest. */
  readonly step: number | undefined
}

export type DialogName = 'open' | 'saveAs' | 'settings' | 'shortcuts' | 'palette' | 'welcome' | 'compare' | 'about'

/** Pictures that were deleted together, until they are taken back. */
export interface Deletion {
  readonly ids: readonly string[]
  /** The first of them, if the window had it. */
  readonly first: { readonly name: string; readonly seed: number } | undefined
  /** How many steps the document could be undone then. */
  readonly steps: number
  /** Whether the host has deleted them, as soon as it has answered. */
  readonly isDone: Promise<boolean>
}

/** The artist decides about changes that are not saved, before another document takes their place. */
export interface UnsavedQuestion {
  readonly name: string
  readonly answer: (choice: 'save' | 'discard' | 'cancel') => void
}

/** What the window shows and how: not part of the document, not undone, not saved. */
export interface SessionState {
  /** Ids of concepts, the last one selected last: that one the inspector shows. */
  readonly selection: readonly string[]
  readonly tool: ToolName
  /** For boxes and polygons; it counts for the next one, as long as its concept is the selected one. */
  readonly drawChoice: DrawChoice | undefined
  readonly brush: Brush
  readonly viewport: Viewport
  /** The area in which the canvas is shown, in CSS pixels; 0 x 0 until it is. */
  readonly stageSize: Size
  /** The only concept that is drawn and rendered, as long as it is set. */
  readonly soloId: string | undefined
  readonly backdrop: Backdrop
  /** Lay below the regions before the picture that does now, whatever document it is of. */
  readonly previousPictureId: string | undefined
  readonly overlay: Overlay
  /** A corner of the selected polygon that is being typed, marked on the canvas. */
  readonly cornerIndex: number | undefined
  readonly leftTab: 'concepts' | 'library'
  /** What is looked for in the library. */
  readonly libraryWish: LibraryWish
  /** How far its list is scrolled, in CSS pixels. */
  readonly libraryScroll: number
  /** The adapter whose details the library shows. */
  readonly adapterId: string | undefined
  readonly inspectorTab: 'concept' | 'picture'
  /** The large view of the gallery instead of the canvas. */
  readonly view: 'canvas' | 'gallery'
  /** Which pictures the gallery shows. */
  readonly galleryWish: GalleryWish
  /** Jobs whose pictures the gallery shows one by one. */
  readonly openedStacks: ReadonlySet<string>
  /** A picture that is looked at by itself, in front of the window. */
  readonly viewedId: string | undefined
  /** A second picture beside it: B of A | B. */
  readonly viewedOtherId: string | undefined
  /** What was deleted and not taken back, the last deletion last. */
  readonly deletions: readonly Deletion[]
  /** The pictures that were taken back last. */
  readonly takenBackIds: readonly string[]
  /** Since the focus came among the pictures, some were deleted or taken back: undo there is not the document's. */
  readonly undoIsOfPictures: boolean
  /** How many steps the document could be undone when the gallery took the place of the canvas. */
  readonly stepsAtGallery: number
  /** What the hand is doing on the canvas at this moment. */
  readonly hand: { readonly takeBack: () => void } | undefined
  readonly dialog: DialogName | undefined
  /** Whether renders take the document's seed as it is; otherwise each draws a new one first. */
  readonly keepsSeed: boolean
  readonly question: UnsavedQuestion | undefined
  /** What a screen reader says next. */
  readonly announcement: string

  readonly set: (change: Partial<SessionData>) => void
  readonly select: (ids: readonly string[]) => void
  readonly toggleSelected: (id: string) => void
  readonly announce: (sentence: string) => void
}

export type SessionData = Omit<SessionState, 'set' | 'select' | 'toggleSelected' | 'announce'>
export type SessionStore = StoreApi<SessionState>

export const firstSession: SessionData = {
  selection: [],
  tool: 'select',
  drawChoice: undefined,
  brush: { diameter: 48, hardness: 0.6, opacity: 1, followsPressure: true },
  viewport: { zoom: 1, x: 0, y: 0 },
  stageSize: { width: 0, height: 0 },
  soloId: undefined,
  backdrop: { pictureId: undefined, otherId: undefined, split: 0.5, opacity: 1, followsRender: true },
  previousPictureId: undefined,
  overlay: { type: 'none', step: undefined },
  cornerIndex: undefined,
  leftTab: 'concepts',
  libraryWish: wholeLibrary,
  libraryScroll: 0,
  adapterId: undefined,
  inspectorTab: 'picture',
  view: 'canvas',
  galleryWish: everyPicture,
  openedStacks: new Set(),
  viewedId: undefined,
  viewedOtherId: undefined,
  deletions: [],
  takenBackIds: [],
  undoIsOfPictures: false,
  stepsAtGallery: 0,
  hand: undefined,
  dialog: undefined,
  keepsSeed: true,
  question: undefined,
  announcement: '',
}

export function createSessionStore(): SessionStore {
  return createStore<SessionState>()((set) => ({
    ...firstSession,
    set,
    select: (selection) => set({ selection, ...(selection.length > 0 && { inspectorTab: 'concept' }) }),
    toggleSelected: (id) =>
      set(({ selection }) => ({
        selection: selection.includes(id) ? selection.filter((other) => other !== id) : [...selection, id],
      })),
    announce: (announcement) => set({ announcement }),
  }))
}
