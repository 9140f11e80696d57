import { describe, expect, it, onTestFinished } from 'vitest'
import type { Graph, Value } from '../graph/graph.ts'
import { GraphBuilder } from '../graph/graphBuilder.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { float32 } from '../tensor/tensor.ts'
import { buildGradientGraph } from './buildGradientGraph.ts'
import { oneCore } from '../testing/oneCore.ts'

const runtime = await createRuntime(oneCore)
const target = { input: 'x', output: 'dx' }

/** A graph over `x [rows, 3]` with the outputs that `build` returns, named y0, y1, … */
function graphOf(build: (graph: GraphBuilder, x: Value) => readonly Value[]): Graph {
  const graph = new GraphBuilder('test')
  build(graph, graph.input('x', 'float32', ['rows', 3])).forEach((value, index) => graph.output(`y${index}`, value))
  return graph.finish()
}

/** The gradient at `x` for these cotangents of y0, y1, … */
async function gradientAt(graph: Graph, x: readonly number[], ...cotangents: (readonly number[])[]): Promise<number[]> {
  const names = cotangents.map((_, index) => ({ value: `y${index}`, input: `dy${index}` }))
  const session = await runtime.createSession(buildGradientGraph(graph, names, target))
  onTestFinished(() => session.release())
  const row = (numbers: readonly number[]) => float32([1, 3], Float32Array.from(numbers))
  const feeds = cotangents.map((numbers, index) => [`dy${index}`, row(numbers)] as const)
  return [...(await session.run(new Map([['x', row(x)], ...feeds]))).get('dx')!.data].map(Number)
}

describe('a gradient', () => {
  const wave = graphOf((graph, x) => [graph.mul(graph.sin(x), x)])

  it('is zero for a cotangent of zero', async () => {
    expect(await gradientAt(wave, [1, 2, 3], [0, 0, 0])).toEqual([0, 0, 0])
  })

  it('is linear in the cotangent', async () => {
    const [first, second, both] = await Promise.all([
      gradientAt(wave, [1, 2, 3], [1, -2, 4]),
      gradientAt(wave, [1, 2, 3], [3, 5, -1]),
      gradientAt(wave, [1, 2, 3], [2 * 1 + 3, 2 * -2 + 5, 2 * 4 - 1]),
    ])
    both.forEach((value, index) => expect(value).toBeCloseTo(2 * first![index]! + second![index]!, 5))
  })

  it('sums what comes from two readers of a value', async () => {
    const graph = graphOf((builder, x) => {
      const doubled = builder.add(x, x)
      return [builder.add(builder.mul(doubled, doubled), builder.mul(doubled, builder.scalar(3)))]
    })
    // y = (2x)² + 3 · 2x, so y' = 8x + 6
    expect(await gradientAt(graph, [0, 1, 2], [1, 1, 1])).toEqual([6, 14, 22])
  })

  it('sums what comes from two outputs', async () => {
    const graph = graphOf((builder, x) => [builder.mul(x, x), builder.neg(x)])
    expect(await gradientAt(graph, [1, 2, 3], [1, 1, 1], [10, 20, 30])).toEqual([-8, -16, -24])
  })

  it('counts an output that another output is made of', async () => {
    const graph = graphOf((builder, x) => {
      const squared = builder.mul(x, x)
      return [squared, builder.mul(squared, builder.scalar(5))]
    })
    expect(await gradientAt(graph, [1, 2, 3], [1, 1, 1], [1, 1, 1])).toEqual([12, 24, 36])
  })
})

describe('the walk', () => {
  it('leaves alone what does not lie between the target and the outputs', () => {
    const graph = new GraphBuilder('test')
    const x = graph.input('x', 'float32', ['rows', 3])
    const other = graph.input('other', 'float32', ['rows', 3])
    graph.output('y0', graph.mul(graph.exp(x), graph.sin(other)))
    const gradient = buildGradientGraph(graph.finish(), [{ value: 'y0', input: 'dy0' }], target)
    expect(gradient.nodes.map(({ opType }) => opType)).not.toContain('Cos')
    expect(gradient.outputs.map(({ name, shape }) => [name, shape])).toEqual([
      ['y0', ['rows', 3]],
      ['dx', ['rows', 3]],
    ])
  })

  it('names the operator that has no rule', () => {
    const graph = graphOf((builder, x) => {
      const [y] = builder.record('Tan', [x], [{ dtype: x.dtype, shape: x.shape }])
      return [y!]
    })
    expect(() => buildGradientGraph(graph, [{ value: 'y0', input: 'dy0' }], target)).toThrow('Tan has no gradient rule')
  })

  it('names the operator that passes nothing on to what it depends on', () => {
    const graph = new GraphBuilder('test')
    const kernel = graph.input('x', 'float32', [1, 1, 3, 3])
    graph.output('y0', graph.conv(graph.input('picture', 'float32', ['rows', 1, 5, 5]), kernel))
    const build = () => buildGradientGraph(graph.finish(), [{ value: 'y0', input: 'dy0' }], target)
    expect(build).toThrow('Conv gives no gradient to its input 1')
  })

  it('refuses a target that nothing depends on', () => {
    const graph = new GraphBuilder('test')
    graph.input('x', 'float32', ['rows', 3])
    graph.output('y0', graph.sin(graph.input('other', 'float32', ['rows', 3])))
    const build = () => buildGradientGraph(graph.finish(), [{ value: 'y0', input: 'dy0' }], target)
    expect(build).toThrow("nothing that is differentiated depends on 'x'")
  })

  it('lets nothing through a comparison', async () => {
    const graph = graphOf((builder, x) => {
      const positive = builder.cast(builder.greater(x, builder.scalar(0)), 'float32')
      return [builder.mul(x, positive)]
    })
    expect(await gradientAt(graph, [-1, 2, 3], [5, 5, 5])).toEqual([0, 5, 5])
  })
})

describe('the order of a gradient graph', () => {
  it('has the nodes that need no cotangent first, and converts a weight once for each direction', () => {
    const graph = new GraphBuilder('test')
    const x = graph.input('x', 'float32', ['rows', 3])
    const weight = graph.cast(graph.constant({ dtype: 'float16', shape: [3, 3], data: new Uint16Array(9) }), 'float32')
    graph.output('y0', graph.exp(graph.matmul(graph.sin(x), weight)))
    const gradient = buildGradientGraph(graph.finish(), [{ value: 'y0', input: 'dy0' }], target)
    expect(gradient.nodes.map(({ opType }) => opType)).toEqual([
      ...['Cast', 'Sin', 'MatMul', 'Exp', 'Identity', 'Cos'],
      ...['Cast', 'Mul', 'FusedMatMul', 'Mul', 'Identity'],
    ])
  })
})
