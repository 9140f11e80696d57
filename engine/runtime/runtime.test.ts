import { describe, expect, it } from 'vitest'
import { GraphBuilder } from '../graph/graphBuilder.ts'
import { float32 } from '../tensor/tensor.ts'
import { availableProviders, executionProviders, providerCandidates } from './executionProvider.ts'
import { buildProbe } from './providerProbe.ts'
import { createRuntime } from './runtime.ts'
import { createSessionCache } from './sessionCache.ts'
import type { Session } from './session.ts'

describe('the provider', () => {
  it('chosen by itself ends with the CPU, which always answers', () => {
    expect(providerCandidates('auto').at(-1)).toBe('cpu')
  })

  it('that this build lacks is refused by name', () => {
    const missing = executionProviders.find((provider) => !availableProviders().includes(provider))!
    expect(() => providerCandidates(missing)).toThrow(`no '${missing}' provider`)
  })

  it('is probed with a graph whose numbers are finite and not all alike', async () => {
    const { graph, feeds } = buildProbe()
    const session = await (await createRuntime({ provider: 'cpu', threads: 1 })).createSession(graph)
    const { data } = (await session.run(feeds)).get('result')!
    await session.release()
    expect([...data].every(Number.isFinite)).toBe(true)
    expect(new Set([...data].map(Number)).size).toBeGreaterThan(100)
  })
})

describe('a session', () => {
  it('names the graph and the remedy when it fails', async () => {
    const graph = new GraphBuilder('the test graph')
    graph.output('y', graph.sin(graph.input('x', 'float32', ['rows', 4])))
    const runtime = await createRuntime({ provider: 'cpu', threads: 1 })
    const session = await runtime.createSession(graph.finish())
    const run = session.run(new Map([['x', float32([1, 3])]]))
    await expect(run).rejects.toMatchObject({
      code: 'render-failed',
      message: expect.stringContaining('the test graph'),
    })
    expect(runtime.sessionsBuilt).toBe(1)
    await session.release()
  })
})

describe('the session cache', () => {
  /** A session that says when it is released; calls last until `finish`. */
  function sessionThatTells(released: string[], name: string, finish: Promise<void> = Promise.resolve()): Session {
    return {
      inputNames: [],
      outputNames: [],
      run: async () => {
        await finish
        expect(released).not.toContain(name)
        return new Map()
      },
      release: async () => void released.push(name),
    }
  }

  it('opens a key once, and lets the least recently used go', async () => {
    const released: string[] = []
    let opened = 0
    const cache = createSessionCache(2)
    const run = (name: string) =>
      cache
        .runnable(name, async () => {
          opened++
          return sessionThatTells(released, name)
        })
        .run(new Map())
    await Promise.all([run('a'), run('a')])
    await run('b')
    await run('a')
    await run('c')
    expect({ opened, released }).toEqual({ opened: 3, released: ['b'] })
    await cache.clear()
    expect(released).toEqual(['b', 'a', 'c'])
  })

  it('releases no session in the middle of a call, and opens one again that was let go', async () => {
    const released: string[] = []
    let finish: () => void = () => undefined
    const finished = new Promise<void>((resolve) => (finish = resolve))
    const cache = createSessionCache(1)
    const busy = cache.runnable('busy', async () => sessionThatTells(released, 'busy', finished))
    const call = busy.run(new Map())
    await cache.runnable('other', async () => sessionThatTells(released, 'other')).run(new Map())
    expect(released).toEqual(['other'])
    finish()
    await call
    await expect(
      cache.runnable('other', async () => sessionThatTells([], 'other again')).run(new Map()),
    ).resolves.toBeDefined()
  })

  it('forgets an opening that failed', async () => {
    const cache = createSessionCache(2)
    await expect(cache.warm('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await expect(cache.warm('a', async () => sessionThatTells([], 'a'))).resolves.toBeUndefined()
    await cache.clear()
  })
})
