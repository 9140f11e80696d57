import { grown, unionOf, type Box } from '../../geometry/box.ts'
import { isSamePlacement } from '../../geometry/placement.ts'
import { deviceBox } from './place.ts'
import type { DrawnRegion, Place, RegionShape, RegionsScene } from './scene.ts'

/** What outlines and labels of a region reach beyond its box, in CSS pixels. */
const outlineReach = 5

/**
 * Where a scene looks different from the one that is shown, in device pixels; undefined where nothing does.
 * `rasterAreas` are the places where masks were drawn anew.
 */
export function changedArea(
  shown: RegionsScene | undefined,
  scene: RegionsScene,
  rasterAreas: readonly (Box | undefined)[],
): Box | undefined {
  const stage = { x: 0, y: 0, width: scene.stage.width * scene.ratio, height: scene.stage.height * scene.ratio }
  if (!shown || !isSamePlace(shown, scene) || shown.shown !== scene.shown) return stage
  if (shown.regions.map(({ id }) => id).join() !== scene.regions.map(({ id }) => id).join()) return stage
  const areas = rasterAreas.flatMap((area) => area ?? [])
  for (const [index, region] of scene.regions.entries()) {
    const before = shown.regions[index]!
    if (isStroked(before.shape) !== isStroked(region.shape)) return stage // what a stroke has left may lie anywhere
    if (isSameRegion(before, region)) continue
    areas.push(...[reachOf(before, scene), reachOf(region, scene)].flatMap((area) => area ?? []))
  }
  return unionOf(areas)
}

/** Where a region is drawn, its outline and its soft edge included, in device pixels. */
export function reachOf({ bounds, feather }: DrawnRegion, place: Place): Box | undefined {
  if (!bounds) return undefined
  const reach = outlineReach * place.ratio + Math.ceil((feather / 2) * place.viewport.zoom * place.ratio)
  return grown(deviceBox(bounds, place), Math.ceil(reach))
}

const isStroked = (shape: RegionShape) => shape.type === 'mask' && shape.stroke !== undefined

function isSamePlace(a: Place, b: Place): boolean {
  return a.canvas === b.canvas && a.viewport === b.viewport && a.stage === b.stage && a.ratio === b.ratio
}

const compared = ['isSelected', 'isHovered', 'isLocked', 'feather'] as const

function isSameRegion(a: DrawnRegion, b: DrawnRegion): boolean {
  const isSameLook = a.look.color === b.look.color && a.look.pattern === b.look.pattern
  return isSameLook && compared.every((key) => a[key] === b[key]) && isSameShape(a.shape, b.shape)
}

function isSameShape(a: RegionShape, b: RegionShape): boolean {
  if (a.type === 'box' && b.type === 'box') return a.box === b.box
  if (a.type === 'polygon' && b.type === 'polygon') return a.points === b.points
  if (a.type !== 'mask' || b.type !== 'mask') return a.type === b.type
  if (a.stroke && a.stroke === b.stroke) return true // its raster says where
  return a.mask === b.mask && isSamePlacement(a.placed, b.placed)
}
