import { createProject, type Concept } from '../../../engine/protocol/project.ts'
import { createConcept } from '../../document/createConcept.ts'
import { toCanvas } from '../../geometry/viewport.ts'
import { createDocumentStore } from '../../state/documentStore.ts'
import { createMaskStore } from '../../state/maskStore.ts'
import { createSessionStore } from '../../state/sessionStore.ts'
import { createLiveStore } from '../liveStore.ts'
import { createToolMachine } from './toolMachine.ts'
import type { CanvasPointer, CanvasTools, Refusal } from './toolState.ts'

// Tools on a canvas, for tests.

const box = (id: string, x: number, y: number, more: Partial<Concept> = {}) => ({
  id,
  name: id,
  region: { type: 'box' as const, x, y, width: 100, height: 80 },
  ...more,
})

/** A canvas of 400 x 300 with `a` below `b`, `c` apart and `d` locked; a canvas pixel is two CSS pixels. */
export function setUp(snaps = false) {
  const project = createProject({
    model: { path: '.' },
    canvas: { width: 400, height: 304 },
    concepts: [box('a', 20, 20), box('b', 80, 40), box('c', 270, 200), box('d', 20, 200, { locked: true })],
  })
  const opened = { documentId: 'd', name: 'd', hasFile: false, isChanged: false, warnings: [], problems: [] }
  const document = createDocumentStore({ ...opened, project })
  const session = createSessionStore()
  session.setState({ viewport: { zoom: 2, x: 10, y: 10 }, stageSize: { width: 900, height: 700 } })
  const sent = {
    upload: () => Promise.resolve('upload:1'),
    call: () => Promise.resolve({ file: 'file:1' }),
    onConnection: () => () => undefined,
  }
  const masks = createMaskStore(sent as unknown as Parameters<typeof createMaskStore>[0], () =>
    Promise.reject(new Error()),
  )
  const refusals: Refusal[] = []
  const tools: CanvasTools = {
    document,
    session,
    masks,
    live: createLiveStore(),
    snaps: () => snaps,
    createConcept: (region) => createConcept(document.getState().project.concepts, { name: 'new', region }),
    refuse: (refusal) => refusals.push(refusal),
  }
  return { tools, machine: createToolMachine(tools), refusals }
}

export type Modifiers = Partial<Pick<CanvasPointer, 'shift' | 'alt' | 'command' | 'button'>>

/** A pointer at a point of the canvas. */
export function pointerAt({ session }: CanvasTools, x: number, y: number, modifiers: Modifiers = {}): CanvasPointer {
  const { viewport } = session.getState()
  const stage = { x: x * viewport.zoom + viewport.x, y: y * viewport.zoom + viewport.y }
  const canvas = toCanvas(stage, viewport)
  const plain = { button: 0, shift: false, alt: false, command: false }
  return { stage, canvas, passed: [{ ...canvas, pressure: 1 }], ...plain, ...modifiers }
}
