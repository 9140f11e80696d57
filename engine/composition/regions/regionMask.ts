import { areaAverage } from '../../adapters/areaAverage.ts'
import type { ImageMask } from '../../adapters/adapterGates.ts'
import { assert, EngineError } from '../../errors/engineError.ts'
import type { Region } from '../../protocol/project.ts'
import { featherMask } from './feather.ts'
import { cellCount, type Grid } from './grid.ts'
import { polygonCoverage, type Point } from './polygonCoverage.ts'

/** What a region's mask depends on besides its shape and the grid. */
export interface RegionMaskOptions {
  /** The concept that errors name. */
  readonly conceptName: string
  /** Width of the soft edge in pixels of the canvas. */
  readonly feather?: number
  /** The painted picture of a region of type `mask`, of any size. */
  readonly maskPixels?: ImageMask
}

/**
 * How much of each cell of a grid a region covers, exactly: `[height, width]`, 0 to 1. The grid lies over the whole
 * canvas (pixels). A region that lies outside the canvas, or has no area, covers nothing.
 */
export function rasterizeRegion(region: Region, grid: Grid, canvas: Grid, maskPixels?: ImageMask): Float32Array {
  if (region.type === 'canvas') return new Float32Array(cellCount(grid)).fill(1)
  if (region.type === 'mask') {
    assert(maskPixels, 'a painted region comes with its pixels')
    return areaAverage(maskPixels, grid.width, grid.height)
  }
  const points = outline(region).map(({ x, y }) => ({
    x: (x * grid.width) / canvas.width,
    y: (y * grid.height) / canvas.height,
  }))
  return new Float32Array(polygonCoverage(points, grid))
}

/**
 * The mask of a region on a grid, `[height, width]`, 0 to 1, with soft edges. The cell that the region covers most
 * belongs to it fully, however small the region is: the mask is scaled up to that. A region of the size of two cells
 * or more has such a cell anyway. Of a painted mask, that cell gets what its brightest pixel has, so that weak paint
 * stays weak.
 * @throws EngineError `setting-invalid` for a region wholly outside the canvas, without area, or painted all black.
 */
export function regionMask(region: Region, grid: Grid, canvas: Grid, options: RegionMaskOptions): Float32Array {
  const { feather = 0, maskPixels } = options
  const sharp = rasterizeRegion(region, grid, canvas, maskPixels)
  if (!sharp.some((value) => value > 0)) throw emptyRegion(region, canvas, options.conceptName)
  const mask = feather > 0 ? rememberedFeather(region, grid, canvas, feather, maskPixels) : sharp
  const peak = region.type === 'mask' ? largest(maskPixels!.data) : 1
  return scaledTo(mask, peak)
}

/** By all that they depend on, the oldest first: a change of words or of one region leaves the others as they were. */
const feathered = new Map<string, Float32Array>()
const mostFeathered = 64

/** Painted regions are not remembered: their pixels are a key that takes as long. */
function rememberedFeather(...parts: Parameters<typeof featheredMask>): Float32Array {
  const [region] = parts
  if (region.type === 'mask') return featheredMask(...parts)
  const key = JSON.stringify(parts)
  const mask = feathered.get(key) ?? featheredMask(...parts)
  feathered.delete(key)
  feathered.set(key, mask)
  const [oldest] = feathered.keys()
  if (feathered.size > mostFeathered && oldest !== undefined) feathered.delete(oldest)
  return mask.slice()
}

/** Feathers on cells that are fine enough to hold the edge, then averages them. */
function featheredMask(
  region: Region,
  grid: Grid,
  canvas: Grid,
  feather: number,
  maskPixels: ImageMask | undefined,
): Float32Array {
  const cellSide = Math.max(canvas.height / grid.height, canvas.width / grid.width)
  const wantedSide = Math.max(1, feather / cellsAcrossEdge, cellSide / mostPartsOfCell)
  const mostParts = Math.max(1, Math.floor(Math.sqrt(mostFineCells / cellCount(grid))))
  const parts = Math.min(mostParts, Math.ceil(cellSide / wantedSide))
  const fine = { height: grid.height * parts, width: grid.width * parts }
  const sharp = rasterizeRegion(region, fine, canvas, maskPixels)
  const soft = featherMask(sharp, fine, (feather * fine.height) / canvas.height, (feather * fine.width) / canvas.width)
  return areaAverage({ ...fine, data: soft }, grid.width, grid.height)
}

const cellsAcrossEdge = 12
/** Of a coarse cell, finer parts are not worth their time. */
const mostPartsOfCell = 8
/** 16 MB of float32. */
const mostFineCells = 4_000_000

function outline(region: Exclude<Region, { type: 'canvas' | 'mask' }>): readonly Point[] {
  if (region.type === 'polygon') return region.points
  const { x, y, width, height } = region
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ]
}

function scaledTo(mask: Float32Array, peak: number): Float32Array {
  const highest = largest(mask)
  // A softened mask may be too faint for float32; then there is nothing to scale.
  if (highest >= peak || highest === 0) return mask
  return mask.map((value) => Math.min(peak, (value * peak) / highest))
}

function largest(values: Float32Array): number {
  return values.reduce((highest, value) => Math.max(highest, value), 0)
}

function emptyRegion(region: Region, canvas: Grid, conceptName: string): EngineError {
  if (region.type === 'mask') {
    return new EngineError(
      'setting-invalid',
      `The mask '${region.file.path}' of the concept '${conceptName}' is black or transparent everywhere.`,
      'Paint where the concept belongs, or choose another mask.',
    )
  }
  const points = region.type === 'canvas' ? [] : outline(region)
  const reaches = (side: 'x' | 'y', length: number) =>
    points.some((point) => point[side] > 0) && points.some((point) => point[side] < length)
  if (reaches('x', canvas.width) && reaches('y', canvas.height)) {
    return new EngineError(
      'setting-invalid',
      `The region of the concept '${conceptName}' covers nothing of the canvas.`,
      'Draw a region with an area on the canvas.',
    )
  }
  return new EngineError(
    'setting-invalid',
    `The region of the concept '${conceptName}' lies outside the canvas of ${canvas.width} x ${canvas.height} pixels.`,
    'Move it onto the canvas, or hide the concept.',
  )
}
