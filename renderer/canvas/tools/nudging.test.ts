import { beforeEach, describe, expect, it } from 'vitest'
import { setMask } from '../../document/commands/region.ts'
import { maskBounds, pixelsOf } from '../../document/mask.ts'
import { rasterizedRegion } from '../../document/rasterize.ts'
import { freeMasks } from '../../state/freeMasks.ts'
import { setUp } from './canvasForTests.ts'
import { createNudging, type Nudging } from './nudging.ts'

let tools: ReturnType<typeof setUp>['tools']
let nudging: Nudging
beforeEach(() => {
  tools = setUp().tools
  nudging = createNudging(tools)
})

const concepts = () => tools.document.getState().project.concepts
const regionOf = (id: string) => concepts().find((concept) => concept.id === id)!.region
const maskOf = (id: string) => {
  const region = regionOf(id)
  return region.type === 'mask' ? tools.masks.get(region.file.path)! : undefined
}
const letGo = () => tools.document.getState().endGesture()
const steps = () => tools.document.getState().history.past.map(({ label }) => label)

/** Makes a mask of the box `a`, selects it and tells how many masks are kept. */
function paintA() {
  const box = { type: 'box' as const, x: 20, y: 20, width: 100, height: 80 }
  const added: string[] = []
  const { add } = tools.masks
  const masks = { ...tools.masks, add: (mask: Parameters<typeof add>[0]) => (added.push(add(mask)), added.at(-1)!) }
  tools = { ...tools, masks }
  nudging = createNudging(tools)
  freeMasks(tools.document, masks)
  tools.document
    .getState()
    .apply('paintMask', setMask('a', masks.add(rasterizedRegion(box, { width: 400, height: 304 }))))
  tools.session.getState().select(['a', 'b'])
  return { added }
}

describe('moving by keys', () => {
  it('is one step for a key that is held, and one more for the next', () => {
    tools.session.getState().select(['a', 'd'])
    for (let held = 0; held < 5; held++) nudging.move(1, 0)
    letGo()
    nudging.move(0, -10)
    letGo()
    expect(regionOf('a')).toMatchObject({ x: 25, y: 10 })
    expect(regionOf('d')).toMatchObject({ x: 20, y: 200 }) // locked
    expect(steps()).toEqual(['moveRegion', 'moveRegion'])
  })

  it('shows a mask elsewhere and computes its pixels once, at the end, so that none are lost at the border', () => {
    const { added } = paintA()
    const before = pixelsOf(maskOf('a')!)
    for (let held = 0; held < 300; held++) nudging.move(-1, 0)
    expect(tools.live.getState().maskPlace).toMatchObject({ ids: ['a'], by: { dx: -300, dy: 0 } })
    expect(regionOf('b')).toMatchObject({ x: -220 })
    for (let held = 0; held < 300; held++) nudging.move(1, 0)
    letGo()
    expect(pixelsOf(maskOf('a')!)).toEqual(before)
    expect(added).toHaveLength(1)

    nudging.move(7, 3)
    letGo()
    expect(maskBounds(maskOf('a')!)).toEqual({ x: 27, y: 23, width: 100, height: 80 })
    expect(added).toHaveLength(2)
    expect(steps()).toEqual(['paintMask', 'moveRegion'])
    expect(tools.live.getState().maskPlace).toBeUndefined()
  })

  it('brings back what has left the canvas, with every pixel, press by press', () => {
    paintA()
    const before = pixelsOf(maskOf('a')!)
    for (const [dx, dy] of [
      [-70, 0],
      [-1, 10],
      [-60, -250],
      [131, 240],
    ] as const) {
      nudging.move(dx, dy)
      letGo()
    }
    expect(pixelsOf(maskOf('a')!)).toEqual(before)
  })

  it('takes all of it back on Escape', () => {
    paintA()
    const before = tools.document.getState().project
    nudging.move(5, 5)
    nudging.cancel()
    expect(tools.document.getState().project).toBe(before)
    expect(tools.live.getState().maskPlace).toBeUndefined()
  })

  it('ends whole when something else ends it, as saving or undoing does', () => {
    paintA()
    nudging.move(5, 0)
    tools.document.getState().undo()
    expect(maskBounds(maskOf('a')!)).toMatchObject({ x: 20 })
    expect(tools.live.getState().maskPlace).toBeUndefined()
    tools.document.getState().redo()
    expect(maskBounds(maskOf('a')!)).toMatchObject({ x: 25 })
    nudging.move(1, 0) // the key is still held
    letGo()
    expect(maskBounds(maskOf('a')!)).toMatchObject({ x: 26 })
  })
})
