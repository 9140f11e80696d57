import { beforeEach, describe, expect, it } from 'vitest'
import { createProject } from '../../../engine/protocol/project.ts'
import { pointerAt, setUp } from './canvasForTests.ts'
import type { ToolMachine } from './toolMachine.ts'
import type { CanvasTools } from './toolState.ts'

let tools: CanvasTools
let machine: ToolMachine

beforeEach(() => {
  ;({ tools, machine } = setUp())
})

const press = (x: number, y: number) => machine.press(pointerAt(tools, x, y))
const move = (x: number, y: number) => machine.move(pointerAt(tools, x, y))
const release = (x: number, y: number) => machine.release(pointerAt(tools, x, y))
const history = () => tools.document.getState().history
const hand = () => tools.session.getState().hand

function paintMask() {
  tools.session.getState().set({ tool: 'brush', selection: ['a'] })
  press(100, 100)
  move(120, 120)
  release(120, 120)
  tools.session.getState().set({ tool: 'select' })
}

describe('undo in the middle of a pull', () => {
  it('leaves nothing that no step has', () => {
    paintMask()
    press(110, 110)
    move(150, 150)
    tools.document.getState().undo()
    const undone = tools.document.getState()
    release(150, 150)
    expect(tools.document.getState().project).toBe(undone.project)
    expect(history()).toBe(undone.history)
    expect(tools.live.getState().maskPlace).toBeUndefined()
  })

  it('does not go on in the gesture of something else', () => {
    press(30, 30)
    move(60, 60)
    tools.document.getState().beginGesture('changeWords')
    const before = tools.document.getState().project
    move(90, 90)
    release(90, 90)
    expect(tools.document.getState().project).toBe(before)
    expect(tools.document.getState().gesture?.label).toBe('changeWords')
  })
})

describe('what the hand is at', () => {
  it('is told as long as it lasts, and can be taken back', () => {
    expect(hand()).toBeUndefined()
    press(30, 30)
    move(60, 60)
    hand()!.takeBack()
    expect(hand()).toBeUndefined()
    expect(history().past).toEqual([])
  })

  it('of a polygon takes back the last corner', () => {
    tools.session.getState().set({ tool: 'polygon' })
    for (const x of [150, 250]) {
      press(x, 150)
      release(x, 150)
    }
    hand()!.takeBack()
    expect(tools.live.getState().draft).toMatchObject({ points: [{ x: 150, y: 150 }] })
    hand()!.takeBack()
    expect(hand()).toBeUndefined()
  })

  it('ends with the document', () => {
    tools.session.getState().set({ tool: 'polygon' })
    press(150, 150)
    const project = createProject({ model: { path: '.' } })
    const other = { documentId: 'other', name: '', hasFile: false, isChanged: false, warnings: [], problems: [] }
    tools.document.getState().open({ ...other, project })
    expect(hand()).toBeUndefined()
    expect(tools.live.getState().draft).toBeUndefined()
  })
})
