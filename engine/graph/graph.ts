import type { DataType } from '../tensor/tensor.ts'
import type { Shape } from './shape.ts'

/** What flows along an edge. Identity is the object: two values never share a name within one graph. */
export interface Value {
  readonly name: string
  readonly dtype: DataType
  readonly shape: Shape
}

/** ONNX attributes, tagged by the protobuf type they are written as. */
export type Attribute =
  | { readonly type: 'int'; readonly value: number }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'ints'; readonly value: readonly number[] }
  | { readonly type: 'string'; readonly value: string }

export type Attributes = Readonly<Record<string, Attribute>>

/** The default ONNX operators, and the ones that onnxruntime adds. */
export type Domain = '' | 'com.microsoft'

export interface Node {
  readonly opType: string
  readonly domain: Domain
  /** The module path and the operator, for profiles and error messages. */
  readonly name: string
  /** An optional input that is left out is `undefined`. */
  readonly inputs: readonly (Value | undefined)[]
  readonly outputs: readonly Value[]
  readonly attributes: Attributes
}

/** Bytes of a constant: somewhere in a file of the user's, or in memory. */
export type InitializerData =
  | { readonly type: 'file'; readonly path: string; readonly offset: number; readonly byteLength: number }
  | { readonly type: 'memory'; readonly bytes: Uint8Array }

export interface Initializer {
  readonly value: Value
  readonly data: InitializerData
}

/** A computation in ONNX's own words; nodes are in an order in which they can run. */
export interface Graph {
  readonly name: string
  readonly inputs: readonly Value[]
  readonly outputs: readonly Value[]
  readonly initializers: readonly Initializer[]
  readonly nodes: readonly Node[]
}
