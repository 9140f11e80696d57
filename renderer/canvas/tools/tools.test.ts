import { beforeEach, describe, expect, it } from 'vitest'
import type { Region } from '../../../engine/protocol/project.ts'
import { maskBounds, pixelsOf, valueAt } from '../../document/mask.ts'
import { toCanvas } from '../../geometry/viewport.ts'
import type { ToolName } from '../../state/sessionStore.ts'
import { pointerAt, setUp, type Modifiers } from './canvasForTests.ts'
import { scroll } from './scrolling.ts'
import type { ToolMachine } from './toolMachine.ts'
import type { CanvasTools, Refusal } from './toolState.ts'

let tools: CanvasTools
let machine: ToolMachine
let refusals: Refusal[]

beforeEach(() => {
  ;({ tools, machine, refusals } = setUp())
})

const pointer = (x: number, y: number, modifiers?: Modifiers) => pointerAt(tools, x, y, modifiers)
const press = (x: number, y: number, modifiers?: Modifiers) => machine.press(pointer(x, y, modifiers))
const move = (x: number, y: number, modifiers?: Modifiers) => machine.move(pointer(x, y, modifiers))
const release = (x: number, y: number, modifiers?: Modifiers) => machine.release(pointer(x, y, modifiers))

function click(x: number, y: number, modifiers?: Modifiers) {
  press(x, y, modifiers)
  release(x, y, modifiers)
}

function drag(points: readonly (readonly [number, number])[], modifiers?: Modifiers) {
  const [first, ...rest] = points
  press(...first!, modifiers)
  for (const point of rest) move(...point, modifiers)
  release(...points.at(-1)!, modifiers)
}

const use = (tool: ToolName) => tools.session.getState().set({ tool })
const select = (...ids: string[]) => tools.session.getState().select(ids)
const concepts = () => tools.document.getState().project.concepts
const regionOf = (id: string): Region | undefined => concepts().find((concept) => concept.id === id)?.region
const selection = () => tools.session.getState().selection
const steps = () => tools.document.getState().history.past.map(({ label }) => label)
const maskOf = (id: string) => {
  const region = regionOf(id)
  return region?.type === 'mask' ? tools.masks.get(region.file.path) : undefined
}

describe('select tool', () => {
  it('selects the uppermost region, and with Alt what lies below it', () => {
    click(100, 60)
    expect(selection()).toEqual(['b'])
    click(100, 60, { alt: true })
    expect(selection()).toEqual(['a'])
    click(100, 60, { alt: true })
    expect(selection()).toEqual(['b'])
  })

  it('adds and takes away with Shift, and selects nothing on empty ground', () => {
    click(30, 30)
    click(300, 250, { shift: true })
    expect(selection()).toEqual(['a', 'c'])
    click(30, 30, { shift: true })
    expect(selection()).toEqual(['c'])
    click(390, 10)
    expect(selection()).toEqual([])
  })

  it('moves everything that is selected as one step, on whole pixels', () => {
    select('a', 'c')
    drag([
      [30, 30],
      [40.3, 30],
      [51.2, 44.6],
    ])
    expect(regionOf('a')).toMatchObject({ x: 41, y: 35 })
    expect(regionOf('c')).toMatchObject({ x: 291, y: 215 })
    expect(steps()).toEqual(['moveRegion'])
    tools.document.getState().undo()
    expect(regionOf('a')).toMatchObject({ x: 20, y: 20 })
  })

  it('moves what is selected even where something lies above it', () => {
    select('a')
    drag([
      [100, 60],
      [110, 60],
    ])
    expect(regionOf('a')).toMatchObject({ x: 30 })
    expect(regionOf('b')).toMatchObject({ x: 80 })
  })

  it('takes a movement back on Escape', () => {
    press(30, 30)
    move(60, 60)
    expect(machine.stateName()).toBe('moving')
    expect(regionOf('a')).toMatchObject({ x: 50, y: 50 })
    expect(machine.cancel()).toBe(true)
    move(90, 90)
    expect(regionOf('a')).toMatchObject({ x: 20, y: 20 })
    expect(steps()).toEqual([])
    expect(machine.cancel()).toBe(false)
  })

  it('does not go on moving after undo has ended the gesture', () => {
    press(30, 30)
    move(60, 60)
    tools.document.getState().undo()
    move(90, 90)
    expect(regionOf('a')).toMatchObject({ x: 20, y: 20 })
    expect(machine.stateName()).toBe('idle')
  })

  it('keeps to one axis with Shift', () => {
    select('a')
    press(30, 30)
    move(60, 41, { shift: true })
    release(60, 41, { shift: true })
    expect(regionOf('a')).toMatchObject({ x: 50, y: 20 })
  })

  it('does not move what is locked, and says so', () => {
    drag([
      [30, 210],
      [90, 210],
    ])
    expect(regionOf('d')).toMatchObject({ x: 20 })
    expect(refusals).toEqual(['locked'])
    expect(selection()).toEqual(['d'])
  })

  it('resizes by a handle, with Shift in proportion and with Alt from the centre', () => {
    select('c')
    drag([
      [370, 280],
      [390, 300],
    ])
    expect(regionOf('c')).toMatchObject({ x: 270, y: 200, width: 120, height: 100 })
    tools.document.getState().undo()
    drag(
      [
        [370, 280],
        [320, 280],
        [420, 280],
      ],
      { shift: true },
    )
    expect(regionOf('c')).toMatchObject({ width: 150, height: 120 })
    tools.document.getState().undo()
    drag(
      [
        [370, 240],
        [380, 240],
      ],
      { alt: true },
    )
    expect(regionOf('c')).toMatchObject({ x: 260, width: 120, height: 80 })
    expect(steps()).toEqual(['resizeRegion'])
  })

  it('turns a box over that is pulled beyond its other side', () => {
    select('c')
    drag([
      [370, 240],
      [250, 240],
    ])
    expect(regionOf('c')).toMatchObject({ x: 250, width: 20 })
  })

  it('selects what a marquee touches, and what was selected before on Escape', () => {
    drag([
      [5, 5],
      [90, 60],
    ])
    expect(selection()).toEqual(['a', 'b'])
    press(395, 5)
    move(300, 250)
    expect(selection()).toEqual(['c'])
    machine.cancel()
    expect(selection()).toEqual(['a', 'b'])
  })

  it('moves, adds and removes corners of a polygon', () => {
    const points = [
      { x: 100, y: 100 },
      { x: 200, y: 100 },
      { x: 100, y: 200 },
    ]
    tools.document.setState(({ project }) => ({
      project: { ...project, concepts: [{ ...project.concepts[0]!, region: { type: 'polygon', points } }] },
    }))
    select('a')
    drag([
      [200, 100],
      [240, 120],
    ])
    drag([
      [100, 150],
      [60, 150],
    ])
    expect(regionOf('a')).toMatchObject({
      points: [
        { x: 100, y: 100 },
        { x: 240, y: 120 },
        { x: 100, y: 200 },
        { x: 60, y: 150 },
      ],
    })
    click(100, 200, { alt: true })
    expect(regionOf('a')).toMatchObject({
      points: [
        { x: 100, y: 100 },
        { x: 240, y: 120 },
        { x: 60, y: 150 },
      ],
    })
    expect(steps()).toEqual(['editPolygon', 'editPolygon', 'editPolygon'])
  })
})

describe('snapping', () => {
  beforeEach(() => {
    ;({ tools, machine, refusals } = setUp(true))
  })

  it('pulls a region to lines of the canvas and of others, and shows them', () => {
    select('c')
    press(300, 250)
    move(208, 250) // its left side comes two pixels near the right side of b
    expect(regionOf('c')).toMatchObject({ x: 180 })
    expect(tools.live.getState().guides).toContainEqual({ axis: 'x', at: 180, kind: 'region' })
    release(208, 250)
    expect(tools.live.getState().guides).toEqual([])
  })

  it('lets go while Ctrl is held', () => {
    select('c')
    drag(
      [
        [300, 250],
        [208, 250],
      ],
      { command: true },
    )
    expect(regionOf('c')).toMatchObject({ x: 178 })
  })
})

describe('box tool', () => {
  it('makes a new concept and goes back to selecting', () => {
    use('box')
    drag([
      [200, 20],
      [230, 60],
      [260, 70],
    ])
    const drawn = concepts().at(-1)!
    expect(drawn).toMatchObject({
      name: 'new',
      region: { type: 'box', x: 200, y: 20, width: 60, height: 50 },
      order: 1,
    })
    expect(selection()).toEqual([drawn.id])
    expect(tools.session.getState().tool).toBe('select')
    expect(steps()).toEqual(['addConcept'])
  })

  it('places a concept that had the whole canvas', () => {
    tools.document.setState(({ project }) => ({
      project: { ...project, concepts: [{ ...project.concepts[0]!, region: { type: 'canvas' } }] },
    }))
    select('a')
    use('box')
    drag([
      [200, 20],
      [260, 70],
    ])
    expect(concepts()).toHaveLength(1)
    expect(regionOf('a')).toMatchObject({ type: 'box', width: 60 })
  })

  it('draws the region of the selected concept anew where that was chosen, once and in one step', () => {
    select('a')
    use('box')
    tools.session.setState({ drawChoice: { conceptId: 'a', isNew: false } })
    drag([
      [200, 20],
      [260, 70],
    ])
    expect(regionOf('a')).toEqual({ type: 'box', x: 200, y: 20, width: 60, height: 50 })
    expect(selection()).toEqual(['a'])
    expect(steps()).toEqual(['drawRegion'])
    use('polygon')
    for (const [x, y] of [
      [200, 120],
      [260, 120],
      [230, 190],
      [200, 120],
    ] as const) {
      click(x, y)
    }
    expect(regionOf('a')).toMatchObject({ type: 'box' })
    expect(concepts()).toHaveLength(5)
    expect(steps()).toEqual(['drawRegion', 'addConcept'])
  })

  it('makes nothing of a click or of a drawing that is taken back', () => {
    use('box')
    click(200, 20)
    press(200, 20)
    move(260, 70)
    machine.cancel()
    release(260, 70)
    expect(concepts()).toHaveLength(4)
    expect(tools.live.getState().draft).toBeUndefined()
  })
})

describe('polygon tool', () => {
  it('closes at the first corner', () => {
    use('polygon')
    for (const [x, y] of [
      [200, 20],
      [260, 20],
      [230, 90],
      [201, 21],
    ] as const) {
      click(x, y)
    }
    expect(concepts().at(-1)!.region).toEqual({
      type: 'polygon',
      points: [
        { x: 200, y: 20 },
        { x: 260, y: 20 },
        { x: 230, y: 90 },
      ],
    })
    expect(machine.stateName()).toBe('idle')
  })

  it('closes with a double click, whose second press is no corner', () => {
    use('polygon')
    click(200, 20)
    click(260, 20)
    click(230, 90)
    click(230, 90)
    machine.doublePress(pointer(230, 90))
    expect(concepts().at(-1)!.region).toMatchObject({ type: 'polygon', points: { length: 3 } })
  })

  it('closes on Enter, after Backspace took a corner back, and survives panning', () => {
    use('polygon')
    click(200, 20)
    click(260, 20)
    click(300, 300)
    machine.key('Backspace')
    drag(
      [
        [100, 100],
        [140, 100],
      ],
      { button: 1 },
    )
    click(230, 90)
    expect(machine.key('Enter')).toBe(true)
    expect(concepts().at(-1)!.region).toMatchObject({ type: 'polygon', points: { length: 3 } })
  })

  it('is given up on Escape and when another tool is chosen', () => {
    use('polygon')
    click(200, 20)
    click(260, 20)
    machine.cancel()
    click(200, 20)
    use('select')
    expect(machine.stateName()).toBe('idle')
    expect(tools.live.getState().draft).toBeUndefined()
    expect(concepts()).toHaveLength(4)
  })
})

describe('brush and eraser', () => {
  beforeEach(() => {
    tools.session.setState({ brush: { diameter: 20, hardness: 1, opacity: 1, followsPressure: false } })
  })

  it('turns a box into a mask with a stroke that is one step', () => {
    select('c')
    use('brush')
    drag([
      [200, 240],
      [240, 240],
      [280, 240],
    ])
    expect(maskBounds(maskOf('c')!)).toEqual({ x: 190, y: 200, width: 180, height: 80 })
    expect(steps()).toEqual(['paintMask'])
    tools.document.getState().undo()
    expect(regionOf('c')).toMatchObject({ type: 'box' })
  })

  it('undo and redo find the masks of each stroke', () => {
    select('c')
    use('eraser')
    drag([
      [280, 240],
      [360, 240],
    ])
    drag([
      [300, 210],
      [300, 270],
    ])
    const at = { x: 300, y: 220 }
    expect(valueAt(maskOf('c')!, at)).toBe(0)
    tools.document.getState().undo()
    expect(valueAt(maskOf('c')!, at)).toBe(255)
    tools.document.getState().redo()
    expect(valueAt(maskOf('c')!, at)).toBe(0)
    expect(steps()).toEqual(['eraseMask', 'eraseMask'])
  })

  it('erases with the other end of a pen', () => {
    select('c')
    use('brush')
    click(300, 240, { button: 5 })
    expect(valueAt(maskOf('c')!, { x: 300, y: 240 })).toBe(0)
    expect(steps()).toEqual(['eraseMask'])
  })

  it('drops a stroke on Escape', () => {
    select('c')
    use('brush')
    press(200, 240)
    move(240, 240)
    expect(tools.live.getState().stroke?.conceptId).toBe('c')
    machine.cancel()
    release(240, 240)
    expect(regionOf('c')).toMatchObject({ type: 'box' })
    expect(tools.live.getState().stroke).toBeUndefined()
    expect(steps()).toEqual([])
  })

  it('says why it does not paint', () => {
    use('brush')
    click(50, 50)
    select('d')
    click(50, 220)
    expect(refusals).toEqual(['nothingToPaint', 'locked'])
    expect(steps()).toEqual([])
  })

  it('moves a painted mask by its pixels', () => {
    select('c')
    use('brush')
    click(280, 240)
    use('select')
    drag([
      [300, 240],
      [280, 230],
    ])
    expect(maskBounds(maskOf('c')!)).toEqual({ x: 250, y: 190, width: 100, height: 80 })
    expect(steps()).toEqual(['paintMask', 'moveRegion'])
  })

  it('moves a painted mask out of the picture and back with every pixel', () => {
    select('c')
    use('brush')
    click(280, 240)
    use('select')
    const before = pixelsOf(maskOf('c')!)
    drag([
      [300, 240],
      [0, 200],
    ])
    expect(maskBounds(maskOf('c')!)).toEqual({ x: 0, y: 160, width: 70, height: 80 })
    drag([
      [30, 190],
      [330, 230],
    ])
    expect(Buffer.compare(pixelsOf(maskOf('c')!), before)).toBe(0)
  })
})

describe('view', () => {
  const viewport = () => tools.session.getState().viewport

  it('is moved by the middle button, by Space and by the hand', () => {
    drag(
      [
        [100, 100],
        [110, 90],
      ],
      { button: 1 },
    )
    expect(viewport()).toEqual({ zoom: 2, x: 30, y: -10 })
    machine.holdSpace(true)
    expect(tools.live.getState().cursor).toBe('grab')
    drag([
      [30, 30],
      [20, 40],
    ])
    machine.holdSpace(false)
    expect(viewport()).toEqual({ zoom: 2, x: 10, y: 10 })
    expect(regionOf('a')).toMatchObject({ x: 20, y: 20 })
    use('hand')
    press(100, 100)
    move(200, 100)
    machine.cancel()
    expect(viewport()).toEqual({ zoom: 2, x: 10, y: 10 })
  })

  it('zooms at the pointer with Ctrl and scrolls without', () => {
    const stage = { x: 210, y: 110 }
    const before = toCanvas(stage, viewport())
    scroll(tools, { stage, dx: 0, dy: -100, command: true, shift: false })
    expect(viewport().zoom).toBeGreaterThan(2.2)
    expect(toCanvas(stage, viewport()).x).toBeCloseTo(before.x)
    expect(toCanvas(stage, viewport()).y).toBeCloseTo(before.y)
    const { x, y } = viewport()
    scroll(tools, { stage, dx: 0, dy: 40, command: false, shift: false })
    expect(viewport()).toMatchObject({ x, y: y - 40 })
  })

  it('never loses the canvas', () => {
    for (let turn = 0; turn < 50; turn++)
      scroll(tools, { stage: { x: 0, y: 0 }, dx: 500, dy: 500, command: false, shift: false })
    expect(viewport().x + 400 * viewport().zoom).toBeGreaterThan(0)
  })
})
