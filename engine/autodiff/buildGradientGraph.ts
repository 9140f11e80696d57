import { assert } from '../errors/engineError.ts'
import type { Graph, Node, Value } from '../graph/graph.ts'
import { GraphBuilder } from '../graph/graphBuilder.ts'
import { simplify } from '../graph/passes.ts'
import { dependentValues, orderGradient } from './gradientOrder.ts'
import { gradientRules } from './gradientRules/gradientRules.ts'
import { sumToShape } from './sumToShape.ts'

/** A value of a graph that is differentiated, and the graph input that its cotangent will be. */
export interface Cotangent {
  readonly value: string
  readonly input: string
}

/** A graph input to differentiate with respect to, and what its gradient will be called. */
export interface GradientTarget {
  readonly input: string
  readonly output: string
}

/**
 * Reverse-mode differentiation: `graph` with one more input for each cotangent and one more output, the gradient of
 * Σ ⟨cotangent, value⟩ with respect to the target. The outputs that the graph had stay. Only nodes between the target
 * and the values are differentiated; named sides stay named.
 */
export function buildGradientGraph(graph: Graph, cotangents: readonly Cotangent[], target: GradientTarget): Graph {
  const builder = GraphBuilder.extending(graph, `${graph.name} gradient`)
  const input = graph.inputs.find(({ name }) => name === target.input)
  assert(input, `${graph.name} has no input '${target.input}'`)
  const dependent = dependentValues(graph, [input])
  const gradients = new GradientSums(builder)
  const inputs = cotangents.map((cotangent) => {
    const value = valueNamed(graph, cotangent.value)
    const cotangentInput = builder.input(cotangent.input, value.dtype, value.shape)
    gradients.add(value, cotangentInput)
    return cotangentInput
  })
  for (const node of [...graph.nodes].reverse()) {
    if (node.outputs.some((output) => dependent.has(output))) differentiate(builder, node, dependent, gradients)
  }
  const gradient = gradients.of(input)
  assert(gradient, `nothing that is differentiated depends on '${target.input}'`)
  builder.output(target.output, gradient)
  return orderGradient(simplify(builder.finish()), inputs)
}

/** Passes the gradients of one node's outputs on to those of its inputs that depend on the target. */
function differentiate(
  builder: GraphBuilder,
  node: Node,
  dependent: ReadonlySet<Value>,
  gradients: GradientSums,
): void {
  const [first, ...others] = node.outputs.map((output) => gradients.of(output))
  if (!first && others.every((other) => other === undefined)) return
  const rule = gradientRules.get(node.opType)
  assert(rule, `${node.opType} has no gradient rule (${node.name})`)
  builder.within(`gradient.${node.name}`, () => {
    const inputGradients = rule(builder, node, first ?? builder.zerosLike(node.outputs[0]!), others)
    for (const [index, input] of node.inputs.entries()) {
      if (!input || !dependent.has(input) || !isContinuous(input)) continue
      const gradient = inputGradients[index]
      assert(gradient, `${node.opType} gives no gradient to its input ${index} (${node.name})`)
      gradients.add(input, gradient)
    }
  })
}

function isContinuous({ dtype }: Value): boolean {
  return dtype.startsWith('float') || dtype === 'bfloat16'
}

/** The gradient of every value so far: the sum of what its readers passed on. */
class GradientSums {
  readonly #builder: GraphBuilder
  readonly #sums = new Map<Value, Value>()

  constructor(builder: GraphBuilder) {
    this.#builder = builder
  }

  of(value: Value): Value | undefined {
    const sum = this.#sums.get(value)
    return sum && this.#builder.expandLike(sum, value)
  }

  /**
   * Here, and nowhere else, broadcasting is undone. A gradient that is the same along an axis may come with a side of 1
   * there: it is repeated by what it is added to, or when it is asked for.
   */
  add(value: Value, gradient: Value): void {
    const fitting = sumToShape(this.#builder, gradient, value.shape)
    const sum = this.#sums.get(value)
    this.#sums.set(value, sum ? this.#builder.add(sum, fitting) : fitting)
  }
}

function valueNamed(graph: Graph, name: string): Value {
  const value = graph.outputs.find((output) => output.name === name)
  assert(value, `${graph.name} has no output '${name}'`)
  return value
}
