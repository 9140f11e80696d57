import { beforeEach, describe, expect, it } from 'vitest'
import { createProject } from '../../../engine/protocol/project.ts'
import { toCanvas } from '../../geometry/viewport.ts'
import { createDocumentStore } from '../../state/documentStore.ts'
import { createSessionStore } from '../../state/sessionStore.ts'
import { createFingers, type Fingers } from './fingers.ts'

const project = createProject({ model: { path: '.' }, canvas: { width: 400, height: 304 } })
const opened = { documentId: 'd', name: 'd', hasFile: false, isChanged: false, warnings: [], problems: [] }
const document = createDocumentStore({ ...opened, project })
const session = createSessionStore()
const viewport = () => session.getState().viewport

let fingers: Fingers
let takenBack: number

beforeEach(() => {
  session.setState({ viewport: { zoom: 1, x: 10, y: 20 }, stageSize: { width: 900, height: 700 } })
  takenBack = 0
  fingers = createFingers({ document, session }, () => takenBack++)
})

describe('fingers', () => {
  it('leave one to the tools, and take back what it began when a second one comes', () => {
    expect(fingers.down(1, { x: 100, y: 100 })).toBe(false)
    expect(fingers.move(1, { x: 110, y: 100 })).toBe(false)
    expect(takenBack).toBe(0)
    expect(fingers.down(2, { x: 200, y: 100 })).toBe(true)
    expect(takenBack).toBe(1)
    expect(fingers.up(1)).toBe(true)
    expect(fingers.move(2, { x: 400, y: 400 })).toBe(true)
    expect(viewport()).toEqual({ zoom: 1, x: 10, y: 20 })
    expect(fingers.up(2)).toBe(true)
    expect(fingers.down(3, { x: 100, y: 100 })).toBe(false)
  })

  it('zoom and move so that each stays on its point of the canvas', () => {
    const [first, second] = [toCanvas({ x: 100, y: 100 }, viewport()), toCanvas({ x: 200, y: 150 }, viewport())]
    fingers.down(1, { x: 100, y: 100 })
    fingers.down(2, { x: 200, y: 150 })
    fingers.move(1, { x: 60, y: 90 })
    fingers.move(2, { x: 260, y: 190 })
    expect(viewport().zoom).toBeCloseTo(2)
    const [a, b] = [toCanvas({ x: 60, y: 90 }, viewport()), toCanvas({ x: 260, y: 190 }, viewport())]
    expect([a.x, a.y, b.x, b.y].map(Math.round)).toEqual([first.x, first.y, second.x, second.y].map(Math.round))
  })

  it('come to nothing where they lie on one point, or a third one moves', () => {
    fingers.down(1, { x: 100, y: 100 })
    fingers.down(2, { x: 100, y: 100 })
    fingers.down(3, { x: 300, y: 300 })
    fingers.move(3, { x: 500, y: 300 })
    expect(viewport()).toEqual({ zoom: 1, x: 10, y: 20 })
    fingers.move(2, { x: 100, y: 90 })
    expect(viewport().zoom).toBeGreaterThan(1)
    expect(Number.isFinite(viewport().x)).toBe(true)
  })
})
