import { assert } from '../errors/engineError.ts'
import type { DataType, Tensor } from '../tensor/tensor.ts'
import type { Attributes, Domain, Graph, Initializer, Node, Value } from './graph.ts'
import { formatShape, type Shape } from './shape.ts'

/** A constant that lies in a file. `shape` may differ from the stored one as long as the bytes are the same. */
export interface StoredWeight {
  readonly path: string
  readonly offset: number
  readonly byteLength: number
  readonly dtype: DataType
  readonly shape: readonly number[]
}

/** Keeps what a graph under construction consists of, names it, and rejects what cannot be. */
export class GraphRecorder {
  readonly #name: string
  readonly #inputs: Value[] = []
  readonly #outputs: Value[] = []
  readonly #initializers: Initializer[] = []
  readonly #nodes: Node[] = []
  readonly #names = new Set<string>()
  readonly #weights = new Map<string, Value>()
  readonly #constants = new Map<string, Value>()
  readonly #nextIndex = new Map<string, number>()
  #scope = ''

  constructor(name: string) {
    this.#name = name
  }

  /** Runs `build` with `scope` in front of the names of the nodes that it records. */
  within<T>(scope: string, build: () => T): T {
    const outer = this.#scope
    this.#scope = outer === '' ? scope : `${outer}.${scope}`
    try {
      return build()
    } finally {
      this.#scope = outer
    }
  }

  input(name: string, dtype: DataType, shape: Shape): Value {
    const value = this.#value(name, dtype, shape)
    this.#inputs.push(value)
    return value
  }

  /** A constant whose bytes stay where they are, in a file. The same place asked for twice is one constant. */
  stored(name: string, weight: StoredWeight): Value {
    const key = `${weight.path}:${weight.offset}:${weight.shape.join('x')}`
    const known = this.#weights.get(key)
    if (known) return known
    const value = this.#value(name, weight.dtype, weight.shape)
    const { path, offset, byteLength } = weight
    this.#initializers.push({ value, data: { type: 'file', path, offset, byteLength } })
    this.#weights.set(key, value)
    return value
  }

  /** A small constant that is written into the model itself. Equal constants are one value. */
  constant({ dtype, shape, data }: Tensor): Value {
    const key = `${dtype}:${shape.join('x')}:${data.join()}`
    const known = this.#constants.get(key)
    if (known) return known
    const value = this.#value(this.#unique('constant'), dtype, shape)
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    this.#initializers.push({ value, data: { type: 'memory', bytes } })
    this.#constants.set(key, value)
    return value
  }

  record(
    opType: string,
    inputs: readonly (Value | undefined)[],
    outputs: readonly { readonly dtype: DataType; readonly shape: Shape }[],
    attributes: Attributes = {},
    domain: Domain = '',
  ): Value[] {
    const name = this.#unique(this.#scope === '' ? opType : `${this.#scope}.${opType}`)
    const values = outputs.map(({ dtype, shape }, index) =>
      this.#value(outputs.length === 1 ? `${name}:` : `${name}:${index}`, dtype, shape),
    )
    this.#nodes.push({ opType, domain, name, inputs, outputs: values, attributes })
    return values
  }

  /** Makes `value` an output called `name`. */
  output(name: string, value: Value): void {
    const output = this.#value(name, value.dtype, value.shape)
    const node = { opType: 'Identity', domain: '', name: this.#unique(`output.${name}`), attributes: {} } as const
    this.#nodes.push({ ...node, inputs: [value], outputs: [output] })
    this.#outputs.push(output)
  }

  finish(): Graph {
    return {
      name: this.#name,
      inputs: this.#inputs,
      outputs: this.#outputs,
      initializers: this.#initializers,
      nodes: this.#nodes,
    }
  }

  #value(name: string, dtype: DataType, shape: Shape): Value {
    assert(!this.#names.has(name), `two values are named '${name}'`)
    const valid = shape.every((dim) => typeof dim === 'string' || (Number.isInteger(dim) && dim >= 0))
    assert(valid, `'${name}' has the shape ${formatShape(shape)}`)
    this.#names.add(name)
    return { name, dtype, shape }
  }

  #unique(stem: string): string {
    const index = this.#nextIndex.get(stem) ?? 0
    this.#nextIndex.set(stem, index + 1)
    return index === 0 ? stem : `${stem}_${index}`
  }
}
