import { beforeEach, describe, expect, it } from 'vitest'
import { maskBounds } from '../../document/mask.ts'
import { pointerAt, setUp, type Modifiers } from './canvasForTests.ts'
import type { ToolMachine } from './toolMachine.ts'
import type { CanvasTools } from './toolState.ts'

let tools: CanvasTools
let machine: ToolMachine

const press = (x: number, y: number, modifiers?: Modifiers) => machine.press(pointerAt(tools, x, y, modifiers))
const move = (x: number, y: number, modifiers?: Modifiers) => machine.move(pointerAt(tools, x, y, modifiers))
const release = (x: number, y: number, modifiers?: Modifiers) => machine.release(pointerAt(tools, x, y, modifiers))
const click = (x: number, y: number) => {
  press(x, y)
  release(x, y)
}
const drag = ([from, to]: readonly (readonly [number, number])[], modifiers?: Modifiers) => {
  press(...from!, modifiers)
  move(...to!, modifiers)
  release(...to!, modifiers)
}
const steps = () => tools.document.getState().history.past.map(({ label }) => label)
const maskOf = (id: string) => {
  const region = tools.document.getState().project.concepts.find((concept) => concept.id === id)?.region
  return region?.type === 'mask' ? tools.masks.get(region.file.path) : undefined
}

describe('handles of a mask', () => {
  beforeEach(() => {
    ;({ tools, machine } = setUp())
    const brush = { diameter: 20, hardness: 1, opacity: 1, followsPressure: false }
    tools.session.setState({ brush, selection: ['c'], tool: 'brush' })
    click(320, 240) // the box, 270 to 370 and 200 to 280, is a mask now
    tools.session.setState({ tool: 'select' })
  })

  it('stretch it: shown at once, and computed in one step at the end', () => {
    const before = maskOf('c')
    press(370, 280)
    move(390, 290, { command: true })
    expect(maskOf('c')).toBe(before)
    expect(tools.live.getState().maskPlace?.by).toMatchObject({ scaleX: 1.2, scaleY: 1.125 })
    release(390, 290, { command: true })
    expect(maskBounds(maskOf('c')!)).toEqual({ x: 270, y: 200, width: 120, height: 90 })
    expect(tools.live.getState().maskPlace).toBeUndefined()
    expect(steps()).toEqual(['paintMask', 'resizeRegion'])
    tools.document.getState().undo()
    expect(maskOf('c')).toBe(before)
  })

  it('keep its proportions with Shift and its centre with Alt', () => {
    drag(
      [
        [370, 280],
        [320, 240 + 20],
      ],
      { shift: true },
    )
    expect(maskBounds(maskOf('c')!)).toEqual({ x: 270, y: 200, width: 75, height: 60 })
    tools.document.getState().undo()
    drag(
      [
        [370, 240],
        [350, 240],
      ],
      { alt: true },
    )
    expect(maskBounds(maskOf('c')!)).toEqual({ x: 290, y: 200, width: 60, height: 80 })
  })

  it('leave it as it was on Escape, after undo and where nothing was pulled', () => {
    const before = maskOf('c')
    press(370, 280)
    move(390, 290)
    expect(machine.cancel()).toBe(true)
    click(370, 280)
    expect(maskOf('c')).toBe(before)
    expect(steps()).toEqual(['paintMask'])
    press(370, 280)
    move(390, 290)
    tools.document.getState().undo()
    move(395, 290)
    expect(tools.live.getState().maskPlace).toBeUndefined()
    expect(machine.stateName()).toBe('idle')
  })
})
