import { EngineError } from '../errors/engineError.ts'
import type { Weights } from '../checkpoint/weights.ts'
import type { Value } from '../graph/graph.ts'
import { GraphBuilder } from '../graph/graphBuilder.ts'
import { simplify } from '../graph/passes.ts'
import { formatShape } from '../graph/shape.ts'
import type { AdapterSlot } from '../graph/slot.ts'
import type { Graph } from '../graph/graph.ts'
import { elementCount } from '../tensor/tensor.ts'

/** A network as a graph, with the places where adapters can act. */
export interface Network {
  readonly graph: Graph
  readonly slots: readonly AdapterSlot[]
}

/** A graph under construction together with the file that its parameters come from. */
export class NetworkBuilder {
  readonly graph: GraphBuilder
  /** Whether linear and convolution layers get an adapter slot. */
  readonly adaptable: boolean
  readonly #weights: Weights
  readonly #slots: AdapterSlot[] = []

  constructor(name: string, weights: Weights, adaptable: boolean) {
    this.graph = new GraphBuilder(name)
    this.#weights = weights
    this.adaptable = adaptable
  }

  has(name: string): boolean {
    return this.#weights.has(name)
  }

  /** The stored shape of a parameter that must exist. */
  shapeOf(name: string): readonly number[] {
    return this.#stored(name).shape
  }

  /**
   * A parameter in float32, seen as `shape`: the stored shape may differ where the bytes are the same, as for a 1x1
   * convolution that is used as a matrix.
   */
  parameter(name: string, shape: readonly number[]): Value {
    const stored = this.#stored(name)
    if (elementCount(stored.shape) !== elementCount(shape)) {
      throw new EngineError(
        'file-invalid',
        `'${name}' in ${stored.path} is ${formatShape(stored.shape)}; the configuration needs ${formatShape(shape)}.`,
        'Use the config.json that belongs to these weights.',
      )
    }
    return this.graph.cast(this.graph.stored(name, { ...stored, shape }), 'float32')
  }

  addSlot(slot: AdapterSlot): void {
    this.#slots.push(slot)
  }

  /** The network as far as its outputs need it. */
  finish(): Network {
    const graph = simplify(this.graph.finish())
    const inputs = new Set(graph.inputs.map(({ name }) => name))
    return { graph, slots: this.#slots.filter((slot) => inputs.has(slot.inputs.down)) }
  }

  #stored(name: string) {
    const stored = this.#weights.get(name)
    if (stored) return stored
    const [first] = this.#weights.values()
    throw new EngineError(
      'file-invalid',
      `The tensor '${name}' is missing in ${first?.path ?? 'the checkpoint'}.`,
      'The file is incomplete, or its config.json belongs to another model. Download both again.',
    )
  }
}
