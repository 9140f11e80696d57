import type { Concept } from '../../engine/protocol/project.ts'
import type { ConceptMap } from '../../engine/protocol/window/index.ts'
import type { Mask } from '../document/mask.ts'
import { maskOrigin } from '../document/movedMask.ts'
import { looksOf, type Look } from '../document/palette.ts'
import { presenceMark } from '../document/presenceTexts.ts'
import { isMovable, regionBounds, stackingOf } from '../document/regionShape.ts'
import { withOneShown } from '../document/withOneShown.ts'
import { placedBox, unmoved, type Placement } from '../geometry/placement.ts'
import { backdropPicture, readablePicture, runningJob } from '../state/actions/backdrop.ts'
import { hottest, overlaidMap, type MapSource } from '../state/mapSource.ts'
import type { Stores } from '../state/stores.ts'
import type { Live, LiveStore } from './liveStore.ts'
import { markSigns } from './markSigns.ts'
import { memoized } from './memoized.ts'
import { heatPicture } from './painting/heatPicture.ts'
import type { HandsScene } from './painting/paintHands.ts'
import type { PictureSource } from './painting/pictureSource.ts'
import type {
  BackdropScene,
  DrawnRegion,
  OverlayScene,
  Picture,
  Place,
  RegionShape,
  RegionsScene,
  RegionsShown,
} from './painting/scene.ts'

/** What the window knows, as scenes that can be painted. The same scene comes back as long as nothing in it changes. */
export interface Scenes {
  readonly backdrop: () => BackdropScene
  readonly regions: () => RegionsScene
  readonly overlay: () => OverlayScene
  readonly hands: () => HandsScene
}

interface SceneSources {
  readonly stores: Stores
  readonly live: LiveStore
  readonly pictures: PictureSource
  readonly maps: MapSource
  /** Rises when a mask has come. */
  readonly maskVersion: () => number
  readonly ratio: () => number
  readonly font: string
  /** Whether the window is light. */
  readonly isLight: () => boolean
}

export function createScenes({
  stores,
  live,
  pictures,
  maps,
  maskVersion,
  ratio,
  font,
  isLight,
}: SceneSources): Scenes {
  const { document, session, host, masks } = stores

  const placeOf = memoized(
    (canvas: Place['canvas'], viewport: Place['viewport'], stage: Place['stage'], ratio: number) => ({
      canvas,
      viewport,
      stage,
      ratio,
    }),
  )
  const place = (): Place => {
    const { viewport, stageSize } = session.getState()
    return placeOf(document.getState().project.canvas, viewport, stageSize, ratio())
  }

  const shownPicture = () => backdropPicture(host.getState(), session.getState(), document.getState().documentId)
  const readPicture = () => readablePicture(host.getState(), session.getState(), document.getState().documentId)
  const shownJob = () => runningJob(host.getState(), document.getState().documentId)

  const looks = memoized(looksOf)
  const drawn = memoized(
    (
      concepts: readonly Concept[],
      place: Place,
      selection: readonly string[],
      soloId: string | undefined,
      hoveredId: string | undefined,
      stroke: Live['stroke'],
      maskPlace: Live['maskPlace'],
      picture: ReturnType<typeof shownPicture>,
      _maskVersion: number,
    ): readonly DrawnRegion[] => {
      return stackingOf(withOneShown({ concepts }, soloId).concepts)
        .filter(({ hidden }) => !hidden)
        .flatMap((concept) => {
          const shape = shapeOf(concept, stroke, maskPlace)
          if (!shape) return []
          const read = picture?.concepts?.find(({ conceptId }) => conceptId === concept.id)
          const bounds = regionBounds(concept.region, place.canvas, (name) => masks.get(name))
          return {
            id: concept.id,
            name: concept.name,
            look: looks(concepts).get(concept.id) as Look,
            shape,
            bounds: bounds && maskPlace?.ids.includes(concept.id) ? placedBox(bounds, maskPlace.by) : bounds,
            isSelected: selection.includes(concept.id),
            isHovered: hoveredId === concept.id,
            isLocked: concept.locked === true,
            feather: concept.feather,
            mark: read && markSigns[presenceMark(read)],
          }
        })
    },
  )

  function shapeOf(
    { id, region }: Concept,
    stroke: Live['stroke'],
    maskPlace: Live['maskPlace'],
  ): RegionShape | undefined {
    if (stroke?.conceptId === id) {
      return { type: 'mask', mask: stroke.stroke.mask(), stroke: stroke.stroke, placed: unmoved }
    }
    switch (region.type) {
      case 'canvas':
        return { type: 'canvas' }
      case 'box':
        return { type: 'box', box: region }
      case 'polygon':
        return { type: 'polygon', points: region.points }
      case 'mask': {
        const mask = masks.get(region.file.path)
        if (!mask) return undefined
        return maskPlace?.ids.includes(id) ? heldMask(mask, maskPlace.by) : { type: 'mask', mask, placed: unmoved }
      }
    }
  }

  /** In the hand a mask shows what it has beside the canvas, too. */
  function heldMask(mask: Mask, by: Placement): RegionShape {
    const { whole, dx, dy } = maskOrigin(mask)
    const { width, height } = document.getState().project.canvas
    const { x, y } = placedBox({ x: (dx * width) / mask.width, y: (dy * height) / mask.height, width, height }, by)
    return { type: 'mask', mask: whole, placed: { ...by, dx: x, dy: y } }
  }

  function drawnRegions(): readonly DrawnRegion[] {
    const { selection, soloId } = session.getState()
    const { hoveredId, stroke, maskPlace } = live.getState()
    const { concepts } = document.getState().project
    return drawn(concepts, place(), selection, soloId, hoveredId, stroke, maskPlace, markedPicture(), maskVersion())
  }

  /** The second of two that are compared. Asked for in every frame, so the gallery is gone through only then. */
  function otherPicture() {
    const { otherId } = session.getState().backdrop
    return otherId === undefined ? undefined : host.getState().gallery.items.find(({ id }) => id === otherId)
  }

  /** Of two pictures, marks would be true of one. */
  const markedPicture = () => (otherPicture() ? undefined : readPicture())

  function regionsShown(): RegionsShown {
    const { overlay, selection, tool } = session.getState()
    if (tool === 'brush' || tool === 'eraser') return 'filled' // what is painted must be seen
    if (otherPicture()) return 'faint'
    return overlay.type !== 'none' && selection.length > 0 ? 'outlined' : 'filled'
  }

  const backdropScene = memoized(
    (
      place: Place,
      picture: Picture | undefined,
      other: Picture | undefined,
      split: number,
      opacity: number,
      isLight: boolean,
    ) => ({ ...place, picture, other, split, opacity, isLight }),
  )
  const regionsScene = memoized((place: Place, regions: readonly DrawnRegion[], shown: RegionsShown) => ({
    ...place,
    regions,
    shown,
  }))
  const overlayScene = memoized((place: Place, heat: Picture | undefined) => ({ ...place, heat }))
  const heat = memoized((map: ConceptMap | undefined, most: number | undefined) => map && heatPicture(map, most))
  const handsScene = memoized(
    (
      place: Place,
      regions: readonly DrawnRegion[],
      guides: Live['guides'],
      marquee: Live['marquee'],
      draft: Live['draft'],
      ghost: Live['ghost'],
      pointer: Live['pointer'],
      diameter: number | undefined,
      grippedId: string | undefined,
      cornerIndex: number | undefined,
      shown: RegionsShown,
    ): HandsScene => ({
      ...place,
      regions,
      shown,
      live: { guides, marquee, draft, ghost },
      ring: pointer && diameter ? { at: pointer, diameter } : undefined,
      grippedId,
      cornerIndex,
      font,
    }),
  )

  return {
    backdrop() {
      const { backdrop } = session.getState()
      const { documentId } = document.getState()
      const preview = backdrop.followsRender ? shownJob()?.preview?.url : undefined
      const picture = pictures.latest('picture', documentId, preview ?? shownPicture()?.url)
      const second = pictures.latest('other', documentId, otherPicture()?.url)
      return backdropScene(place(), picture, second, backdrop.split, backdrop.opacity, isLight())
    },
    regions() {
      return regionsScene(place(), drawnRegions(), regionsShown())
    },
    overlay() {
      const { overlay, selection } = session.getState()
      const id = selection.at(-1)
      if (overlay.type === 'none' || id === undefined) return overlayScene(place(), undefined)
      const known = maps.of(shownPicture())
      const map = overlaidMap(overlay, id, known, shownJob())
      const most = overlay.type === 'attention' && !shownJob()?.maps ? hottest(known, id) : undefined
      return overlayScene(place(), heat(map, most))
    },
    hands() {
      const { guides, marquee, draft, ghost, pointer } = live.getState()
      const { selection, tool, brush, cornerIndex } = session.getState()
      const concept = document.getState().project.concepts.find(({ id }) => id === selection[0])
      const isGripped = tool === 'select' && selection.length === 1 && concept && isMovable(concept)
      const diameter = tool === 'brush' || tool === 'eraser' ? brush.diameter : undefined
      const gripped = isGripped ? concept.id : undefined
      return handsScene(
        place(),
        drawnRegions(),
        guides,
        marquee,
        draft,
        ghost,
        pointer,
        diameter,
        gripped,
        cornerIndex,
        regionsShown(),
      )
    },
  }
}
