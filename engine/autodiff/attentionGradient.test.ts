import { afterAll, expect, it } from 'vitest'
import type { Value } from '../graph/graph.ts'
import { GraphBuilder } from '../graph/graphBuilder.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { oneCore } from '../testing/oneCore.ts'
import { relativeL2 } from '../testing/closeness.ts'
import { elementCount, float32, type Tensor } from '../tensor/tensor.ts'
import { buildGradientGraph } from './buildGradientGraph.ts'

const runtime = await createRuntime(oneCore)

const tokens = 1101 // too many scores to be in memory at once, and an odd number of them
const width = 4
const names = ['queries', 'keys', 'values', 'bias'] as const
type Operands = Record<(typeof names)[number], Value>

/** The gradient of an attention of one head with respect to each operand. */
async function gradients(
  build: (graph: GraphBuilder, operands: Operands) => Value,
): Promise<Record<string, Float32Array>> {
  const graph = new GraphBuilder('attention')
  const declared = names.map((name) => {
    const rest = name === 'bias' ? [1, tokens, tokens] : [tokens, width]
    return [name, graph.input(name, 'float32', ['rows', ...rest])] as const
  })
  graph.output('y', build(graph, Object.fromEntries(declared) as Operands))
  const finished = graph.finish()
  const feeds = new Map(
    [...finished.inputs, { name: 'dy', shape: ['rows', tokens, width] }].map(
      ({ name, shape }, seed) => [name, sines([1, ...shape.slice(1).map(Number)], seed)] as const,
    ),
  )
  const results: Record<string, Float32Array> = {}
  for (const name of names) {
    const session = await runtime.createSession(
      buildGradientGraph(finished, [{ value: 'y', input: 'dy' }], { input: name, output: 'gradient' }),
    )
    afterAll(() => session.release())
    results[name] = (await session.run(feeds)).get('gradient')!.data as Float32Array
  }
  return results
}

it('is the same in chunks of queries as at once, with a bias', async () => {
  const chunked = await gradients((graph, { queries, keys, values, bias }) =>
    graph.multiHeadAttention(queries, keys, values, 1, bias),
  )
  const whole = await gradients((graph, { queries, keys, values, bias }) => {
    const scores = graph.matmul(queries, keys, { transposeB: true, factor: 1 / Math.sqrt(width) })
    const flat = graph.reshape(bias, ['rows', tokens, tokens])
    return graph.matmul(graph.softmax(graph.add(scores, flat)), values)
  })
  for (const name of names) expect(relativeL2(chunked[name]!, whole[name]!)).toBeLessThan(1e-5)
})

function sines(shape: readonly number[], seed: number): Tensor<'float32'> {
  return float32(
    shape,
    Float32Array.from({ length: elementCount(shape) }, (_, index) => 2 * Math.sin(1.7 * index + seed)),
  )
}
