import { bottom, intersectionOf, right, unionOf, type Box } from '../geometry/box.ts'
import type { CanvasPoint } from '../geometry/points.ts'
import { tileOrigin, tilesAcross, tileSide, type Mask } from './mask.ts'

/** How a mask is painted. Lengths in canvas pixels. */
export interface Brush {
  readonly diameter: number
  /** 1 paints a sharp edge, 0 one that fades from the middle. */
  readonly hardness: number
  readonly opacity: number
  /** Whether the pressure of a pen changes the diameter. */
  readonly followsPressure: boolean
}

/** A place that the brush passes. `pressure` is 0 to 1. */
export interface StrokePoint extends CanvasPoint {
  readonly pressure: number
}

/**
 * A stroke that is still under the hand. Its tiles change with every point until the last.
 */
export interface Stroke {
  /** Paints on to a point. */
  readonly to: (point: StrokePoint) => void
  /** As it looks so far; later points change its tiles. */
  readonly mask: () => Mask
  /** The whole pixels that were touched since this was asked last. */
  readonly takeChanged: () => Box | undefined
}

/** The brush across its radius, from the middle to the edge, by the square of the distance. */
const profileSteps = 1024
/** The radius of a light touch, as a part of the full one. */
const lightest = 0.15

/**
 * A soft brush over a mask. Within a stroke places take the most that the brush has laid on them, so that passing twice
 * does not paint twice: opacity is what the whole stroke has. Between two points the brush is drawn out, which is the
 * same as dabs without any distance between them.
 */
export function beginStroke(base: Mask, brush: Brush, mode: 'paint' | 'erase'): Stroke {
  const profile = brushProfile(brush.hardness)
  const layer = createLayer(base, brush.opacity, mode)
  let last: StrokePoint | undefined
  let changed: Box[] = []
  const radiusAt = ({ pressure }: StrokePoint) =>
    Math.max(0.5, (brush.diameter / 2) * (brush.followsPressure ? lightest + (1 - lightest) * pressure : 1))

  return {
    to(point) {
      const from = last ?? point
      const distance = Math.hypot(point.x - from.x, point.y - from.y)
      if (last && distance < Math.max(0.75, radiusAt(point) * 0.06)) return
      // Long ones would waste their bounding box.
      const pieces = Math.max(1, Math.ceil(distance / (2 * radiusAt(point))))
      for (let piece = 0; piece < pieces; piece++) {
        const a = between(from, point, piece / pieces)
        const b = between(from, point, (piece + 1) / pieces)
        const box = layer.stamp(a, radiusAt(a), b, radiusAt(b), profile)
        if (box) changed.push(box)
      }
      last = point
    },
    mask: () => ({ ...base, tiles: [...layer.tiles] }),
    takeChanged() {
      const box = unionOf(changed)
      changed = []
      return box
    },
  }
}

function between(a: StrokePoint, b: StrokePoint, part: number): StrokePoint {
  const mix = (from: number, to: number) => from + (to - from) * part
  return { x: mix(a.x, b.x), y: mix(a.y, b.y), pressure: mix(a.pressure, b.pressure) }
}

/** What the brush lays on, 0 to 255, by the squared part of its radius. */
function brushProfile(hardness: number): Uint8Array {
  const solid = Math.min(hardness, 0.98) // a pixel of softness keeps sharp edges smooth
  return Uint8Array.from({ length: profileSteps + 1 }, (_, step) => {
    const distance = Math.sqrt(step / profileSteps)
    const fall = Math.min(1, Math.max(0, (1 - distance) / (1 - solid)))
    return Math.round(255 * fall * fall * (3 - 2 * fall))
  })
}

function createLayer(base: Mask, opacity: number, mode: 'paint' | 'erase') {
  const across = tilesAcross(base)
  const tiles: (Uint8Array | undefined)[] = [...base.tiles]
  const coverages = new Map<number, Uint8Array>()

  function coverageOf(index: number): Uint8Array {
    const known = coverages.get(index)
    if (known) return known
    const made = new Uint8Array(tileSide * tileSide)
    coverages.set(index, made)
    tiles[index] = base.tiles[index]?.slice() ?? new Uint8Array(tileSide * tileSide)
    return made
  }

  /** Lays the brush on between two places. */
  function stamp(a: CanvasPoint, radiusA: number, b: CanvasPoint, radiusB: number, profile: Uint8Array) {
    const reach = boxAround(a, radiusA, b, radiusB)
    const box = intersectionOf(reach, { x: 0, y: 0, width: base.width, height: base.height })
    if (!box) return undefined
    for (let tileY = Math.floor(box.y / tileSide); tileY * tileSide < bottom(box); tileY++) {
      for (let tileX = Math.floor(box.x / tileSide); tileX * tileSide < right(box); tileX++) {
        stampTile(tileY * across + tileX, box, a, radiusA, b, radiusB, profile)
      }
    }
    return box
  }

  function stampTile(
    index: number,
    box: Box,
    a: CanvasPoint,
    radiusA: number,
    b: CanvasPoint,
    radiusB: number,
    profile: Uint8Array,
  ) {
    const origin = tileOrigin(base, index)
    const part = intersectionOf(box, { ...origin, width: tileSide, height: tileSide })
    if (!part) return
    const coverage = coverageOf(index)
    const tile = tiles[index]!
    const before = base.tiles[index]
    const dx = b.x - a.x
    const dy = b.y - a.y
    const squared = dx * dx + dy * dy
    for (let y = part.y; y < bottom(part); y++) {
      for (let x = part.x; x < right(part); x++) {
        const px = x + 0.5 - a.x
        const py = y + 0.5 - a.y
        const along = squared > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / squared)) : 0
        const ox = px - along * dx
        const oy = py - along * dy
        const radius = radiusA + (radiusB - radiusA) * along
        const distance = (ox * ox + oy * oy) / (radius * radius)
        if (distance >= 1) continue
        const laid = profile[(distance * profileSteps) | 0]!
        const at = (y - origin.y) * tileSide + (x - origin.x)
        if (laid <= coverage[at]!) continue
        coverage[at] = laid
        const old = before?.[at] ?? 0
        const amount = (laid / 255) * opacity
        tile[at] = Math.round(mode === 'paint' ? old + (255 - old) * amount : old * (1 - amount))
      }
    }
  }

  return { tiles, stamp }
}

/** Whole pixels that the brush reaches between two places. */
function boxAround(a: CanvasPoint, radiusA: number, b: CanvasPoint, radiusB: number): Box {
  const x = Math.floor(Math.min(a.x - radiusA, b.x - radiusB))
  const y = Math.floor(Math.min(a.y - radiusA, b.y - radiusB))
  return {
    x,
    y,
    width: Math.ceil(Math.max(a.x + radiusA, b.x + radiusB)) - x,
    height: Math.ceil(Math.max(a.y + radiusA, b.y + radiusB)) - y,
  }
}
