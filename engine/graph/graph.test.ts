import { describe, expect, it } from 'vitest'
import { createRuntime } from '../runtime/runtime.ts'
import { float32 } from '../tensor/tensor.ts'
import { GraphBuilder } from './graphBuilder.ts'
import { mergeDuplicates, pruneUnused, simplify } from './passes.ts'
import { peakActivationBytes } from './peakActivationBytes.ts'
import { ProtobufWriter } from './protobuf.ts'
import { runOrder } from './runOrder.ts'
import { bindShape, broadcastShapes } from './shape.ts'
import { oneCore } from '../testing/oneCore.ts'

const runtime = await createRuntime(oneCore)

describe('shapes', () => {
  it.each([
    [[2, 3], [3], [2, 3]],
    [
      ['rows', 1, 4],
      [5, 1],
      ['rows', 5, 4],
    ],
    [
      ['rows', 'tokens', 1],
      ['x:gateRows', 'x:gateTokens', 'x:gateWidth'],
      ['rows', 'tokens', 1],
    ],
    [[], ['rows'], ['rows']],
  ])('broadcasts %j and %j to %j', (left, right, expected) => {
    expect(broadcastShapes(left, right)).toEqual(expected)
  })

  it('refuses sizes that do not broadcast', () => {
    expect(() => broadcastShapes([2, 3], [2, 4])).toThrow('do not broadcast')
    expect(() => broadcastShapes(['rows'], ['tokens'])).toThrow('do not broadcast')
  })

  it('binds named sides', () => {
    expect(bindShape(['rows', 4], { rows: 2 })).toEqual([2, 4])
    expect(() => bindShape(['rows'], {})).toThrow("'rows'")
  })
})

describe('the builder', () => {
  it('refuses a matrix that does not take its operand', () => {
    const graph = new GraphBuilder('test')
    const x = graph.input('x', 'float32', ['rows', 3])
    expect(() => graph.matmulTransposed(x, graph.constant(float32([2, 4])))).toThrow('does not take')
  })

  it('refuses a reshape that would change how much there is', () => {
    const graph = new GraphBuilder('test')
    expect(() => graph.reshape(graph.input('x', 'float32', ['rows', 6]), ['rows', 2, 4])).toThrow('cannot become')
  })

  it('keeps one of equal constants', () => {
    const graph = new GraphBuilder('test')
    expect(graph.scalar(2)).toBe(graph.scalar(2))
    expect(graph.scalar(2)).not.toBe(graph.scalar(3))
  })

  it('goes on where a finished graph ends', async () => {
    const first = new GraphBuilder('first')
    const x = first.input('x', 'float32', [2])
    const y = first.add(x, first.scalar(1))
    first.output('y', y)
    const finished = first.finish()
    const names = JSON.stringify(finished)

    const second = GraphBuilder.extending(finished)
    expect(second.scalar(1)).toBe(first.scalar(1))
    expect(() => second.input('x', 'float32', [2])).toThrow("named 'x'")
    second.output('z', second.add(y, second.scalar(10)))
    const session = await runtime.createSession(second.finish())
    const outputs = await session.run(new Map([['x', float32([2], Float32Array.of(3, 4))]]))
    expect([...outputs].map(([name, { data }]) => [name, [...data]])).toEqual([
      ['y', [4, 5]],
      ['z', [14, 15]],
    ])
    await session.release()
    expect(JSON.stringify(finished)).toBe(names)
  })

  it('gives a transposed convolution the size that the convolution had', () => {
    const graph = new GraphBuilder('test')
    const x = graph.input('x', 'float32', ['rows', 2, 9, 8])
    const weight = graph.constant(float32([5, 2, 3, 3]))
    const options = { stride: 2, padding: [1, 1, 1, 1] } as const
    const y = graph.conv(x, weight, undefined, options)
    expect(graph.convTranspose(y, weight, { ...options, outputPadding: [0, 1] }).shape).toEqual(x.shape)
  })

  it('infers the size of a padded, strided convolution', () => {
    const graph = new GraphBuilder('test')
    const x = graph.input('x', 'float32', ['rows', 2, 9, 8])
    const y = graph.conv(x, graph.constant(float32([5, 2, 3, 3])), undefined, { stride: 2, padding: [0, 0, 1, 1] })
    expect(y.shape).toEqual(['rows', 5, 4, 4])
  })
})

describe('passes', () => {
  /** (x + 1) * (x + 1), with a branch that nothing reads. */
  function twice() {
    const graph = new GraphBuilder('test')
    const x = graph.input('x', 'float32', ['rows', 2])
    graph.sin(graph.input('unread', 'float32', ['rows', 2]))
    const left = graph.add(x, graph.scalar(1))
    const right = graph.add(x, graph.scalar(1))
    graph.output('y', graph.mul(left, right))
    return graph.finish()
  }

  it('prune what no output needs, inputs included', () => {
    const pruned = pruneUnused(twice())
    expect(pruned.inputs.map(({ name }) => name)).toEqual(['x'])
    expect(pruned.nodes.map(({ opType }) => opType)).toEqual(['Add', 'Add', 'Mul', 'Identity'])
  })

  it('merge nodes that compute the same', () => {
    const merged = pruneUnused(mergeDuplicates(twice()))
    expect(merged.nodes.map(({ opType }) => opType)).toEqual(['Add', 'Mul', 'Identity'])
  })

  it('change no number', async () => {
    const x = float32([1, 2], Float32Array.of(3, -5))
    const feeds = new Map([
      ['x', x],
      ['unread', x],
    ])
    for (const graph of [twice(), simplify(twice())]) {
      const session = await runtime.createSession(graph)
      expect([...(await session.run(feeds)).get('y')!.data]).toEqual([16, 16])
      await session.release()
    }
  })
})

describe('the peak of activations', () => {
  it('counts what is alive at once, for the sizes given', () => {
    const graph = new GraphBuilder('test')
    const x = graph.input('x', 'float32', ['rows', 256])
    graph.output('y', graph.sin(graph.cos(graph.sin(x))))
    // an input and its result are alive together; nothing else is
    expect(peakActivationBytes(graph.finish(), { rows: 4 })).toBe(2 * 4 * 256 * 4)
  })
})

describe('the order of running', () => {
  it('computes an operand that was written early right before it is needed', () => {
    const graph = new GraphBuilder('test')
    const x = graph.input('x', 'float32', [2])
    const early = graph.exp(x)
    const late = graph.sin(graph.cos(x))
    graph.output('y', graph.add(early, late))
    const order = runOrder(graph.finish()).map(({ opType }) => opType)
    expect(order).toEqual(['Cos', 'Sin', 'Exp', 'Add', 'Identity'])
  })

  it('begins with what the last output needs, and runs nothing twice', () => {
    const graph = new GraphBuilder('test')
    const x = graph.input('x', 'float32', [2])
    const shared = graph.abs(x)
    graph.output('y', graph.sin(shared))
    graph.output('z', graph.cos(shared))
    const order = runOrder(graph.finish()).map(({ opType }) => opType)
    expect(order).toEqual(['Abs', 'Cos', 'Identity', 'Sin', 'Identity'])
  })
})

describe('protocol buffers', () => {
  it.each([
    [0, [0x08, 0x00]],
    [1, [0x08, 0x01]],
    [300, [0x08, 0xac, 0x02]],
    [2 ** 40, [0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20]],
    [-1, [0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]],
  ])('write %i as a varint', (value, bytes) => {
    const writer = new ProtobufWriter()
    writer.integer(1, value)
    expect([...writer.finish()]).toEqual(bytes)
  })

  it('nest messages and keep their lengths', () => {
    const writer = new ProtobufWriter()
    writer.message(3, (inner) => inner.text(2, 'é'.repeat(100)))
    const bytes = writer.finish()
    expect([...bytes.slice(0, 6)]).toEqual([0x1a, 0xcb, 0x01, 0x12, 0xc8, 0x01])
    expect(bytes).toHaveLength(3 + 3 + 200)
  })
})

describe('a resize', () => {
  it.each([
    [3, 6],
    [9, 17],
    [5, 9],
  ])('takes the nearest pixel from %i to %i as PyTorch does', async (from, to) => {
    const graph = new GraphBuilder('test')
    const x = graph.input('x', 'float32', ['rows', 1, 1, from])
    graph.output('y', graph.resizeNearest(x, 1, to))
    const session = await runtime.createSession(graph.finish())
    const pixels = Float32Array.from({ length: from }, (_, index) => index)
    const output = await session.run(new Map([['x', float32([1, 1, 1, from], pixels)]]))
    const expected = Array.from({ length: to }, (_, index) => Math.floor((index * from) / to))
    expect([...output.get('y')!.data]).toEqual(expected)
    await session.release()
  })
})
