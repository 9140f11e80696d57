import { beforeEach, describe, expect, it } from 'vitest'
import { maskBounds, valueAt } from '../../document/mask.ts'
import { pointerAt, setUp } from './canvasForTests.ts'
import { createPointers, pressedButton, type Pointers, type PointerTurn } from './pointers.ts'
import type { ToolMachine } from './toolMachine.ts'
import type { CanvasTools } from './toolState.ts'

let tools: CanvasTools
let machine: ToolMachine
let pointers: Pointers

beforeEach(() => {
  ;({ tools, machine } = setUp())
  pointers = createPointers(tools, () => machine)
  const brush = { diameter: 20, hardness: 1, opacity: 1, followsPressure: false }
  tools.session.setState({ brush, selection: ['c'], tool: 'brush' })
})

const mouse: PointerTurn = { pointerId: 1, pointerType: 'mouse', button: 0, buttons: 1, timeStamp: 0 }
const finger = (pointerId: number, timeStamp: number) => ({ ...mouse, pointerType: 'touch', pointerId, timeStamp })

function down(x: number, y: number, turn = mouse) {
  const pointer = pointerAt(tools, x, y, { button: turn.button })
  if (pointers.down(turn, pointer.stage)) machine.press(pointer)
}
function move(x: number, y: number, turn = mouse) {
  const pointer = pointerAt(tools, x, y)
  const taken = pointers.move({ ...turn, button: -1 }, pointer.stage)
  if (taken) machine[taken](pointer)
}
function up(x: number, y: number, turn = mouse) {
  if (pointers.up({ ...turn, buttons: 0 })) machine.release(pointerAt(tools, x, y))
}

const region = () => tools.document.getState().project.concepts[2]!.region
const mask = () => {
  const shape = region()
  return shape.type === 'mask' ? tools.masks.get(shape.file.path) : undefined
}
const isPainted = (x: number, y: number) => valueAt(mask()!, { x, y }) === 255
const steps = () => tools.document.getState().history.past.map(({ label }) => label)

describe('a stroke', () => {
  it('stays where the system takes the pointer away or the stage loses it', () => {
    down(100, 100)
    move(140, 100)
    pointers.lose(mouse)
    expect(isPainted(140, 100)).toBe(true)
    pointers.lose(mouse) // a lost pointer is told of twice
    move(180, 100)
    up(180, 100)
    expect(isPainted(180, 100)).toBe(false)
    expect(steps()).toEqual(['paintMask'])
    expect([machine.stateName(), pointers.isPressed()]).toEqual(['idle', false])
  })

  it('ends with its button, also where another one is held or the window has heard of no release', () => {
    for (const buttons of [2, 0]) {
      down(100, 100)
      move(140, 100, { ...mouse, buttons: 3 }) // the right button is pressed as well
      expect(machine.stateName()).toBe('painting')
      move(150, 100, { ...mouse, buttons })
      move(200, 100, { ...mouse, buttons })
      up(200, 100)
      expect(machine.stateName()).toBe('idle')
    }
    expect(isPainted(200, 100)).toBe(false)
    expect(steps()).toEqual(['paintMask', 'paintMask'])
  })

  it('is not drawn on to where the pointer is pressed next', () => {
    down(100, 100)
    move(140, 100)
    down(100, 250) // its release was told to another window
    up(100, 250)
    expect([isPainted(140, 100), isPainted(100, 250), isPainted(120, 175)]).toEqual([true, true, false])
    expect(steps()).toEqual(['paintMask', 'paintMask'])
  })

  it('of a pen is not disturbed by a hand that rests on the screen', () => {
    const pen = { ...mouse, pointerType: 'pen', pointerId: 7 }
    down(100, 100, pen)
    down(300, 100, finger(8, 10))
    move(310, 100, finger(8, 20))
    move(140, 100, pen)
    up(310, 100, finger(8, 30))
    up(140, 100, pen)
    expect([isPainted(140, 100), isPainted(310, 100)]).toEqual([true, false])
    expect(steps()).toEqual(['paintMask'])
  })
})

describe('a second finger', () => {
  it('takes back what the first one has begun just before', () => {
    tools.session.getState().set({ tool: 'select', selection: ['a'] })
    down(300, 250, finger(1, 1000))
    move(320, 250, finger(1, 1100))
    down(200, 250, finger(2, 1200))
    expect(region()).toMatchObject({ x: 270 })
    expect(tools.session.getState().selection).toEqual(['a'])
    expect(steps()).toEqual([])
  })

  it('leaves what the first one has painted for longer', () => {
    down(100, 100, finger(1, 1000))
    move(140, 100, finger(1, 1400))
    down(200, 250, finger(2, 1500))
    move(200, 280, finger(2, 1600))
    up(140, 100, finger(1, 1700))
    up(200, 280, finger(2, 1800))
    expect(isPainted(140, 100)).toBe(true)
    expect(maskBounds(mask()!)!.y).toBe(90)
    expect(steps()).toEqual(['paintMask'])
  })
})

it('leaves the right button to the menu', () => {
  down(100, 100, { ...mouse, button: 2, buttons: 2 })
  expect([pointers.isPressed(), machine.stateName()]).toEqual([false, 'idle'])
})

describe('a press with Ctrl', () => {
  it('asks for the menu on macOS alone, and holds nothing there', () => {
    const press = { button: 0, ctrlKey: true }
    expect([pressedButton(press, true), pressedButton(press, false)]).toEqual([2, 0])
    expect(pressedButton({ button: 0, ctrlKey: false }, true)).toBe(0)
    down(100, 100, { ...mouse, button: pressedButton(press, true) })
    expect(pointers.isPressed()).toBe(false)
  })
})
