import type { MarkSign } from '../markSigns.ts'
import type { Mask } from '../../document/mask.ts'
import type { Look } from '../../document/palette.ts'
import type { Stroke } from '../../document/stroke.ts'
import type { Box } from '../../geometry/box.ts'
import type { Placement } from '../../geometry/placement.ts'
import type { Size } from '../../geometry/points.ts'
import type { Polygon } from '../../geometry/polygon.ts'
import type { Viewport } from '../../geometry/viewport.ts'

/** What every layer needs to find its place. */
export interface Place {
  readonly canvas: Size
  readonly viewport: Viewport
  /** CSS pixels. */
  readonly stage: Size
  /** Device pixels of a CSS pixel. */
  readonly ratio: number
}

/** Anything that a canvas can draw. */
export type Picture = ImageBitmap | HTMLImageElement | OffscreenCanvas

export interface BackdropScene extends Place {
  readonly picture: Picture | undefined
  /** Right of `split` (0 to 1 of the canvas' width). */
  readonly other: Picture | undefined
  readonly split: number
  readonly opacity: number
  /** The ground where nothing is, as the window around it. */
  readonly isLight: boolean
}

export type RegionShape =
  | { readonly type: 'canvas' }
  | { readonly type: 'box'; readonly box: Box }
  | { readonly type: 'polygon'; readonly points: Polygon }
  | {
      readonly type: 'mask'
      readonly mask: Mask
      /** What is painted at this moment. */
      readonly stroke?: Stroke
      /** Where the hand holds it. */
      readonly placed: Placement
    }

/** A region as it is drawn; from the lowest to the uppermost. */
export interface DrawnRegion {
  readonly id: string
  readonly name: string
  readonly look: Look
  readonly shape: RegionShape
  readonly bounds: Box | undefined
  readonly isSelected: boolean
  readonly isHovered: boolean
  readonly isLocked: boolean
  readonly feather: number
  /** What the picture shows of it, behind its name: a mark and a tone. */
  readonly mark: MarkSign | undefined
}

/**
 * How much of regions is drawn over what lies below: everything; outlines alone, as over a map; or fainter ones, where
 * two pictures are compared, but for what is selected or pointed at.
 */
export type RegionsShown = 'filled' | 'outlined' | 'faint'

export interface RegionsScene extends Place {
  readonly regions: readonly DrawnRegion[]
  readonly shown: RegionsShown
}

/** A map over the whole canvas, 0 to 1, already in colours. */
export interface OverlayScene extends Place {
  readonly heat: Picture | undefined
}
