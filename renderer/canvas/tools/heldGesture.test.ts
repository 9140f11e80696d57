import { beforeEach, describe, expect, it } from 'vitest'
import type { Project } from '../../../engine/protocol/project.ts'
import type { WindowClient } from '../../clients/windowClient.ts'
import { maskBounds, valueAt } from '../../document/mask.ts'
import { saveTo } from '../../state/actions/documents.ts'
import { renderPictures } from '../../state/actions/render.ts'
import type { Stores } from '../../state/stores.ts'
import { clientForTests, openedForTests, windowForTests } from '../../state/windowForTests.ts'
import { createLiveStore } from '../liveStore.ts'
import { pointerAt } from './canvasForTests.ts'
import { createToolMachine, type ToolMachine } from './toolMachine.ts'
import type { CanvasTools } from './toolState.ts'

/** What is asked of a host that keeps whatever it is given. */
let asked: { readonly method: string; readonly project: Project }[]
const keeping = clientForTests({ saveDocument: { name: 'saved' }, startJob: { jobId: 'job' } })
const client = {
  ...keeping,
  call(method: 'saveDocument', request: { project: Project }) {
    if (request.project) asked.push({ method, project: request.project })
    return keeping.call(method, request as never)
  },
} as unknown as WindowClient

let stores: Stores
let tools: CanvasTools
let machine: ToolMachine

beforeEach(async () => {
  asked = []
  const region = { type: 'box' as const, x: 20, y: 20, width: 100, height: 80 }
  const opened = openedForTests({
    canvas: { width: 400, height: 304 },
    concepts: [{ id: 'a', name: 'a', region }],
  })
  stores = await windowForTests(client, { ...opened, hasFile: true })
  const brush = { diameter: 20, hardness: 1, opacity: 1, followsPressure: false }
  stores.session.setState({ brush, selection: ['a'], stageSize: { width: 900, height: 700 } })
  tools = {
    ...stores,
    live: createLiveStore(),
    snaps: () => false,
    createConcept: () => expect.fail('no region is drawn'),
    refuse: (refusal) => expect.fail(refusal),
  }
  machine = createToolMachine(tools)
})

const take = (tool: 'brush' | 'select') => stores.session.getState().set({ tool })
const press = (x: number, y: number) => machine.press(pointerAt(tools, x, y))
const move = (x: number, y: number) => machine.move(pointerAt(tools, x, y))
const release = (x: number, y: number) => machine.release(pointerAt(tools, x, y))
const steps = () => stores.document.getState().history.past.map(({ label }) => label)
const mask = () => {
  const { region } = stores.document.getState().project.concepts[0]!
  return region.type === 'mask' ? stores.masks.get(region.file.path) : undefined
}

function paint() {
  take('brush')
  press(200, 50)
  release(200, 50)
  take('select')
}

describe('a gesture that a save or a render ends', () => {
  it.each([
    ['saveDocument', () => saveTo(stores, { type: 'own' })],
    ['startJob', () => renderPictures(stores)],
  ])('of the brush: %s has what was painted so far, in a step of its own', async (method, run) => {
    take('brush')
    press(200, 50)
    move(240, 50)
    await run()
    expect(steps()).toEqual(['paintMask'])
    expect(valueAt(mask()!, { x: 240, y: 50 })).toBe(255)
    expect(asked).toMatchObject([{ method, project: { concepts: [{ region: { type: 'mask' } }] } }])
    expect(tools.live.getState().stroke).toBeUndefined()
    move(240, 200) // the button is still down
    release(240, 200)
    expect(valueAt(mask()!, { x: 240, y: 200 })).toBe(0)
    expect(steps()).toEqual(['paintMask'])
  })

  it('of a painted mask that is moved: its pixels are where they were shown', async () => {
    paint()
    press(60, 60)
    move(70, 75)
    await saveTo(stores, { type: 'own' })
    expect(maskBounds(mask()!)).toMatchObject({ x: 30, y: 35 })
    expect(tools.live.getState().maskPlace).toBeUndefined()
    release(90, 90)
    expect(steps()).toEqual(['paintMask', 'moveRegion'])
  })

  it('of a painted mask that is stretched: its pixels are stretched', async () => {
    paint()
    const { width, height } = maskBounds(mask()!)!
    press(210, 100)
    move(230, 120)
    await renderPictures(stores)
    expect(maskBounds(mask()!)).toMatchObject({ width: width + 20, height: height + 20 })
    release(250, 140)
    expect(steps()).toEqual(['paintMask', 'resizeRegion'])
  })

  it('leaves the hand free at once, so that undo takes that step back', async () => {
    take('brush')
    press(200, 50)
    move(240, 50)
    await saveTo(stores, { type: 'own' })
    expect(stores.session.getState().hand).toBeUndefined()
    stores.document.getState().undo()
    expect(mask()).toBeUndefined()
  })
})

describe('a pointer that is gone without a release', () => {
  it('leaves what was painted or moved', () => {
    take('brush')
    press(200, 50)
    move(240, 50)
    machine.letGo()
    expect(valueAt(mask()!, { x: 240, y: 50 })).toBe(255)
    take('select')
    press(60, 60)
    move(70, 75)
    machine.letGo()
    expect(maskBounds(mask()!)).toMatchObject({ x: 30, y: 35 })
    expect(steps()).toEqual(['paintMask', 'moveRegion'])
    expect(machine.stateName()).toBe('idle')
  })

  it('leaves the corners of a polygon, and nothing of a box that is still drawn', () => {
    stores.session.getState().set({ tool: 'polygon' })
    press(150, 150)
    machine.letGo()
    expect(tools.live.getState().draft).toMatchObject({ type: 'polygon' })
    stores.session.getState().set({ tool: 'box' })
    press(150, 150)
    move(200, 200)
    machine.letGo()
    expect(tools.live.getState().draft).toBeUndefined()
    expect(steps()).toEqual([])
  })
})
