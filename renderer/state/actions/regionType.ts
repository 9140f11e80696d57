import type { Region } from '../../../engine/protocol/project.ts'
import { setRegion } from '../../document/commands/region.ts'
import { rasterizedRegion } from '../../document/rasterize.ts'
import { regionBounds } from '../../document/regionShape.ts'
import type { Stores } from '../stores.ts'
import { placedBox } from './placeAdapter.ts'

type Parts = Pick<Stores, 'document' | 'masks'>

/** Gives concepts regions of another form, as near as can be to those that they have, as one step. */
export function changeRegionType(stores: Parts, ids: readonly string[], type: Region['type']): void {
  const { project, beginGesture, apply, endGesture } = stores.document.getState()
  beginGesture('drawRegion')
  for (const { id, region } of project.concepts) {
    if (ids.includes(id) && region.type !== type) apply('drawRegion', setRegion(id, regionOf(stores, region, type)))
  }
  endGesture()
}

function regionOf({ document, masks }: Parts, region: Region, type: Region['type']): Region {
  const { canvas } = document.getState().project
  const bounds = region.type === 'canvas' ? undefined : regionBounds(region, canvas, (name) => masks.get(name))
  const placed = bounds ?? placedBox(canvas, { x: canvas.width / 2, y: canvas.height / 2 })
  const [x, y] = [Math.round(placed.x), Math.round(placed.y)]
  const right = Math.max(x + 1, Math.round(placed.x + placed.width))
  const bottom = Math.max(y + 1, Math.round(placed.y + placed.height))
  const box = { type: 'box' as const, x, y, width: right - x, height: bottom - y }
  switch (type) {
    case 'canvas':
      return { type }
    case 'box':
      return box
    case 'polygon': {
      const points = [
        { x, y },
        { x: right, y },
        { x: right, y: bottom },
        { x, y: bottom },
      ]
      return { type, points }
    }
    case 'mask': {
      const form = region.type === 'polygon' ? region : box
      return { type, file: { path: masks.add(rasterizedRegion(form, canvas)) } }
    }
  }
}
