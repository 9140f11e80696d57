import { assert } from '../../errors/engineError.ts'
import { floatOf } from '../../graph/attributes.ts'
import type { Value } from '../../graph/graph.ts'
import type { GraphBuilder } from '../../graph/graphBuilder.ts'
import { inputsOf, outputOf, scalarLike, type GradientRule } from './gradientRule.ts'

/** Softmax and what divides by a deviation, each over the last axis. */
export const normalizationRules: Readonly<Record<string, GradientRule>> = {
  Softmax: (graph, node, dy) => {
    const y = outputOf(node)
    const weighted = graph.mul(dy, y)
    return [graph.sub(weighted, graph.mul(y, lastSum(graph, weighted)))]
  },

  LayerNormalization: (graph, node, dy, others) => {
    assert(
      others.every((other) => other === undefined),
      `${node.name}: no gradient of its statistics`,
    )
    const [x, scale] = inputsOf(node)
    const { normalised, inverse } = standardised(graph, x, floatOf(node, 'epsilon'))
    const dx = standardisedGradient(graph, normalised, inverse, graph.mul(dy, scale))
    return [dx, graph.mul(dy, normalised), dy]
  },

  InstanceNormalization: (graph, node, dy) => {
    const [x, scale] = inputsOf(node)
    const { normalised, inverse } = standardised(graph, x, floatOf(node, 'epsilon'))
    const perChannel = graph.reshape(scale, [...scale.shape, 1])
    const dx = standardisedGradient(graph, normalised, inverse, graph.mul(dy, perChannel))
    return [dx, graph.reduceSum(graph.mul(dy, normalised), [0, 2]), graph.reduceSum(dy, [0, 2])]
  },
}

const lastSum = (graph: GraphBuilder, x: Value) => graph.reduceSum(x, [x.shape.length - 1], { keepAxes: true })
const lastMean = (graph: GraphBuilder, x: Value) => graph.reduceMean(x, [x.shape.length - 1], { keepAxes: true })

/** (x − mean) / deviation, and 1 / deviation. */
function standardised(graph: GraphBuilder, x: Value, epsilon: number): { normalised: Value; inverse: Value } {
  const centred = graph.sub(x, lastMean(graph, x))
  const variance = lastMean(graph, graph.mul(centred, centred))
  const deviation = graph.sqrt(graph.add(variance, scalarLike(graph, epsilon, x)))
  const inverse = graph.div(scalarLike(graph, 1, x), deviation)
  return { normalised: graph.mul(centred, inverse), inverse }
}

/** x̂ = (x − mean) / deviation: dx = (dx̂ − mean(dx̂) − x̂ mean(dx̂ x̂)) / deviation. */
function standardisedGradient(graph: GraphBuilder, normalised: Value, inverse: Value, gradient: Value): Value {
  const along = graph.mul(normalised, lastMean(graph, graph.mul(gradient, normalised)))
  return graph.mul(graph.sub(graph.sub(gradient, lastMean(graph, gradient)), along), inverse)
}
