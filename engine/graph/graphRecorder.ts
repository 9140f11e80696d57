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
  /** Of values. */
  readonly #names = new Set<string>()
  /** Of nodes and constants. */
  readonly #taken = new Set<string>()
  readonly #weights = new Map<string, Value>()
  readonly #constants = new Map<string, Value>()
  readonly #bytes = new Map<Value, Uint8Array>()
  readonly #nextIndex = new Map<string, number>()
  #scope = ''

  /** @param earlier A finished graph that is the beginning of this one. */
  constructor(name: string, earlier?: Graph) {
    this.#name = name
    if (earlier) this.#adopt(earlier)
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
    const key = placeKey(weight.path, weight.offset, weight.shape)
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
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    const key = contentKey(dtype, shape, bytes)
    const known = this.#constants.get(key)
    if (known) return known
    const value = this.#value(this.#unique('constant'), dtype, shape)
    this.#initializers.push({ value, data: { type: 'memory', bytes } })
    this.#constants.set(key, value)
    this.#bytes.set(value, bytes)
    return value
  }

  /** The bytes of a constant that is written into the model itself. */
  bytesOf(value: Value): Uint8Array | undefined {
    return this.#bytes.get(value)
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

  /** An operator with one result. */
  protected one(
    opType: string,
    inputs: readonly (Value | undefined)[],
    dtype: DataType,
    shape: Shape,
    attributes?: Attributes,
    domain?: Domain,
  ): Value {
    return this.record(opType, inputs, [{ dtype, shape }], attributes, domain)[0]!
  }

  #adopt({ inputs, outputs, initializers, nodes }: Graph): void {
    this.#inputs.push(...inputs)
    this.#outputs.push(...outputs)
    this.#initializers.push(...initializers)
    this.#nodes.push(...nodes)
    for (const node of nodes) this.#taken.add(node.name)
    for (const { value, data } of initializers) {
      this.#taken.add(value.name)
      if (data.type === 'file') {
        this.#weights.set(placeKey(data.path, data.offset, value.shape), value)
        continue
      }
      this.#constants.set(contentKey(value.dtype, value.shape, data.bytes), value)
      this.#bytes.set(value, data.bytes)
    }
    const made = nodes.flatMap((node) => node.outputs)
    for (const { name } of [...inputs, ...initializers.map(({ value }) => value), ...made]) this.#names.add(name)
  }

  #value(name: string, dtype: DataType, shape: Shape): Value {
    assert(!this.#names.has(name), `two values are named '${name}'`)
    const valid = shape.every((dim) => typeof dim === 'string' || (Number.isInteger(dim) && dim >= 0))
    assert(valid, `'${name}' has the shape ${formatShape(shape)}`)
    this.#names.add(name)
    return { name, dtype, shape }
  }

  #unique(stem: string): string {
    let index = this.#nextIndex.get(stem) ?? 0
    const named = () => (index === 0 ? stem : `${stem}_${index}`)
    while (this.#taken.has(named())) index++
    this.#nextIndex.set(stem, index + 1)
    this.#taken.add(named())
    return named()
  }
}

function placeKey(path: string, offset: number, shape: Shape): string {
  return `${path}:${offset}:${shape.join('x')}`
}

function contentKey(dtype: DataType, shape: Shape, bytes: Uint8Array): string {
  return `${dtype}:${shape.join('x')}:${bytes.join()}`
}
