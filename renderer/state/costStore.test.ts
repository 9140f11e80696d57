import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { createProject, methodNames, type Project } from '../../engine/protocol/project.ts'
import type { CostEstimate } from '../../engine/protocol/window/index.ts'
import { WindowError, type WindowClient } from '../clients/windowClient.ts'
import { setColor } from '../document/commands/concept.ts'
import { setPicture } from '../document/commands/picture.ts'
import { createCostStore } from './costStore.ts'
import { createDocumentStore } from './documentStore.ts'
import type { HostState, HostStore } from './hostStores.ts'
import { createMaskStore } from './maskStore.ts'
import { createSessionStore } from './sessionStore.ts'

const always = (value: number) => ({ fewest: value, expected: value, most: value })

function estimateOf({ method, steps }: Project): CostEstimate {
  const memory = { activations: 1, weights: 1 }
  const ranges = { rowsPerStep: always(2), updates: always(0) }
  const time = { once: 1, picture: always(2), total: always(3) }
  return { method: { name: method.name }, pictures: 1, steps, ...ranges, memory, time, warnings: [] }
}

/** A window whose host answers estimates when it is told to. */
function createWindow() {
  const project = createProject({ model: { path: 'file:1' }, concepts: ['a', 'b'].map((id) => ({ id, name: id })) })
  const opened = { documentId: 'd', name: 'd', hasFile: false, isChanged: false, warnings: [], problems: [] }
  const document = createDocumentStore({ ...opened, project })
  const asked: Project[] = []
  let answer = (wanted: Project): Promise<CostEstimate> => Promise.resolve(estimateOf(wanted))
  const client = {
    call: (_: string, { project: wanted }: { project: Project }) => {
      asked.push(wanted)
      return answer(wanted)
    },
    onConnection: () => () => undefined,
    upload: () => Promise.resolve('upload:1'),
  } as unknown as WindowClient
  const host = createStore(() => ({ engine: { status: 'ready' }, jobs: [] }) as unknown as HostState) as HostStore
  const session = createSessionStore()
  const cost = createCostStore({ client, document, session, host, masks: createMaskStore(client) })
  const answerBy = (next: typeof answer) => {
    answer = next
  }
  return { cost, document, session, host, asked, answerBy }
}

const calm = () => vi.advanceTimersByTimeAsync(500)

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('the cost of a picture', () => {
  it('is asked for once after several changes, and only while somebody looks', async () => {
    const { cost, document, asked } = createWindow()
    document.getState().apply('changeSteps', setPicture({ steps: 3 }))
    await calm()
    expect(asked).toEqual([])
    const end = cost.getState().watch()
    for (const steps of [5, 6, 7]) document.getState().apply('changeSteps', setPicture({ steps }))
    await calm()
    expect(asked.map(({ steps }) => steps)).toEqual([7])
    expect(cost.getState()).toMatchObject({ estimate: { steps: 7 }, isPending: false })
    end()
    document.getState().apply('changeSteps', setPicture({ steps: 8 }))
    await calm()
    expect(asked.length).toBe(1)
  })

  it('is not asked for again where nothing that matters has changed', async () => {
    const { cost, document, asked } = createWindow()
    cost.getState().watch()
    await calm()
    document.getState().apply('changeColor', setColor(['a'], '#123456'))
    document.getState().apply('changeSeed', setPicture({ seeds: { first: 9, count: 1 } }))
    await calm()
    expect(asked.length).toBe(1)
  })

  it('is of the concept that is shown alone', async () => {
    const { cost, session, asked } = createWindow()
    cost.getState().watch()
    session.getState().set({ soloId: 'a' })
    await calm()
    expect(asked.at(-1)?.concepts.map(({ hidden }) => hidden)).toEqual([false, true])
  })

  it('waits longer while a change is under the hand, and asks soon after it ends', async () => {
    const { cost, document, asked } = createWindow()
    cost.getState().watch()
    await calm()
    const { beginGesture, changeGesture, endGesture } = document.getState()
    beginGesture('changeSteps')
    changeGesture(setPicture({ steps: 9 }))
    await calm()
    expect(asked.length).toBe(1)
    endGesture()
    await calm()
    expect(asked.at(-1)?.steps).toBe(9)
  })

  it('keeps the last answer while the next one comes, and drops one that comes too late', async () => {
    const { cost, document, answerBy } = createWindow()
    cost.getState().watch()
    await calm()
    const late: (() => void)[] = []
    answerBy((wanted) => new Promise((resolve) => late.push(() => resolve(estimateOf(wanted)))))
    document.getState().apply('changeSteps', setPicture({ steps: 30 }))
    await calm()
    expect(cost.getState()).toMatchObject({ estimate: { steps: 20 }, isPending: true })
    answerBy((wanted) => Promise.resolve(estimateOf(wanted)))
    document.getState().apply('changeSteps', setPicture({ steps: 40 }))
    await calm()
    late[0]!()
    await calm()
    expect(cost.getState()).toMatchObject({ estimate: { steps: 40 }, isPending: false })
  })

  it('says why there is none, until there is one', async () => {
    const { cost, document, answerBy } = createWindow()
    answerBy(() => Promise.reject(new WindowError('setting-invalid', 'It has no words.', 'Give it some.')))
    cost.getState().watch()
    await calm()
    expect(cost.getState().error?.message).toBe('It has no words.')
    answerBy((wanted) => Promise.resolve(estimateOf(wanted)))
    document.getState().apply('changeSteps', setPicture({ steps: 30 }))
    await calm()
    expect(cost.getState()).toMatchObject({ error: undefined, estimate: { steps: 30 } })
  })

  it('is asked for again when another window was answered instead, and when the engine is back', async () => {
    const { cost, host, asked, answerBy } = createWindow()
    answerBy(() => Promise.reject(new WindowError('cancelled', 'A newer one was asked for.', 'Wait.')))
    cost.getState().watch()
    await calm()
    answerBy((wanted) => Promise.resolve(estimateOf(wanted)))
    await vi.advanceTimersByTimeAsync(2000)
    expect(cost.getState()).toMatchObject({ estimate: { steps: 20 }, error: undefined })
    const before = asked.length
    host.setState({ engine: { status: 'restarting' } })
    host.setState({ engine: { status: 'ready' } })
    await calm()
    expect(asked.length).toBe(before + 1)
  })
})

describe('a time that was not measured', () => {
  const untimed = (wanted: Project) => {
    const { time: _, ...estimate } = estimateOf(wanted)
    return Promise.resolve(estimate)
  }

  it('is asked for again, but not for ever', async () => {
    const { cost, asked, answerBy } = createWindow()
    answerBy(untimed)
    cost.getState().watch()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(asked.length).toBe(6)
    expect(cost.getState().estimate).toBeDefined()
  })

  it('is asked for as soon as nothing is rendered any more', async () => {
    const { cost, host, asked, answerBy } = createWindow()
    answerBy(untimed)
    host.setState({ jobs: [{ state: 'running' }] as unknown as HostState['jobs'] })
    cost.getState().watch()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked.length).toBe(1)
    answerBy((wanted) => Promise.resolve(estimateOf(wanted)))
    host.setState({ jobs: [] })
    await calm()
    expect(cost.getState().estimate?.time).toBeDefined()
  })
})

describe('the cost of methods', () => {
  it('is asked for one after the other while somebody looks, the document first', async () => {
    const { cost, asked } = createWindow()
    const end = cost.getState().watchMethods()
    await calm()
    expect(asked.map(({ method }) => method.name)).toEqual(['merge', ...methodNames.filter((name) => name !== 'merge')])
    expect([...cost.getState().byMethod.keys()].toSorted()).toEqual(methodNames.toSorted())
    end()
  })

  it('is forgotten with the picture that it was of', async () => {
    const { cost, document, asked } = createWindow()
    const end = cost.getState().watchMethods()
    await calm()
    end()
    cost.getState().watch()
    document.getState().apply('changeSteps', setPicture({ steps: 30 }))
    await calm()
    expect([asked.length, cost.getState().byMethod.size]).toEqual([methodNames.length + 1, 0])
  })
})
