import { describe, expect, it } from 'vitest'
import { GraphBuilder } from '../graph/graphBuilder.ts'
import { float32 } from '../tensor/tensor.ts'
import { constantsFirst } from './constantsFirst.ts'

function graphWithLateConstants() {
  const builder = new GraphBuilder('late constants')
  const x = builder.input('x', 'float32', [2])
  const weight = builder.constant(float32([2], Float32Array.of(1, 2)))
  const first = builder.sin(x)
  const wide = builder.cast(builder.cast(weight, 'float64'), 'float32')
  builder.output('y', builder.mul(first, wide))
  return builder.finish()
}

describe('nodes that depend on weights alone', () => {
  it('come before all others, and neither group changes its order', () => {
    const { nodes } = constantsFirst(graphWithLateConstants())
    expect(nodes.map(({ opType }) => opType)).toEqual(['Cast', 'Cast', 'Sin', 'Mul', 'Identity'])
  })

  it('are the same nodes as before', () => {
    const graph = graphWithLateConstants()
    const ordered = constantsFirst(graph)
    expect(new Set(ordered.nodes)).toEqual(new Set(graph.nodes))
    expect({ ...ordered, nodes: [] }).toEqual({ ...graph, nodes: [] })
  })
})
