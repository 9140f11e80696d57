import { assert } from '../errors/engineError.ts'
import type { Attribute, Node } from './graph.ts'

export const int = (value: number) => ({ type: 'int', value }) as const
export const float = (value: number) => ({ type: 'float', value }) as const
export const ints = (value: readonly number[]) => ({ type: 'ints', value }) as const
export const text = (value: string) => ({ type: 'string', value }) as const

/** An integer attribute of a node, or `byDefault` where the node leaves it out. */
export function intOf(node: Node, name: string, byDefault?: number): number {
  return valueOf(node, name, 'int', byDefault)
}

/** A floating-point attribute of a node, or `byDefault` where the node leaves it out. */
export function floatOf(node: Node, name: string, byDefault?: number): number {
  return valueOf(node, name, 'float', byDefault)
}

/** A list of integers that a node holds. */
export function intsOf(node: Node, name: string): readonly number[] {
  return valueOf(node, name, 'ints', undefined)
}

type ValueOf<T extends Attribute['type']> = Extract<Attribute, { type: T }>['value']

function valueOf<T extends Attribute['type']>(
  { name: nodeName, attributes }: Node,
  name: string,
  type: T,
  byDefault: ValueOf<T> | undefined,
): ValueOf<T> {
  const attribute = attributes[name]
  if (attribute?.type === type) return attribute.value as ValueOf<T>
  assert(attribute === undefined && byDefault !== undefined, `${nodeName} has no ${type} '${name}'`)
  return byDefault
}
