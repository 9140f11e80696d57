import type { Network, UNetVariant } from '../../composition/network.ts'
import type { Graph, Value } from '../../graph/graph.ts'
import { bindShape } from '../../graph/shape.ts'
import type { Feeds } from '../../runtime/session.ts'
import { float32, type Tensor } from '../../tensor/tensor.ts'
import type { Assumption } from './assumedRun.ts'
import { inventedMaps } from './inventedMaps.ts'
import { networkCall, type NetworkCall } from './networkCalls.ts'
import { createRemembered } from '../remembered.ts'

/** The graph of a variant of the network that a render uses. */
export type GraphOf = (variant: UNetVariant) => Graph

/**
 * A network that computes nothing: it tells each call and answers with made-up values of the right shapes. Stored
 * features stay fit for as long as they may, or never are, by the assumption. Nothing is opened.
 */
export function dryNetwork(
  network: Network,
  graphOf: GraphOf,
  assumption: Assumption,
  tell: (call: NetworkCall) => void | Promise<void>,
): Network {
  return {
    ...network,
    gates: { gateFeeds: () => new Map(), computedGates: 0 },
    async unet(variant) {
      const graph = graphOf(variant)
      const session = {
        async run(feeds: Feeds, fetches?: readonly string[]) {
          await tell(networkCall(variant, feeds))
          return inventOutputs(graph, feeds, assumption, fetches)
        },
      }
      return { session, masks: [], segmentShares: [] }
    },
  }
}

/** Values of the shapes that a graph gives for some inputs. */
export function inventOutputs(
  graph: Graph,
  feeds: Feeds,
  assumption: Assumption,
  fetches: readonly string[] = graph.outputs.map(({ name }) => name),
): Map<string, Tensor> {
  const sizes = sizesFor(graph, feeds, fetches)
  const wanted = graph.outputs.filter(({ name }) => fetches.includes(name))
  return new Map(wanted.map((output) => [output.name, inventOutput(output, sizes, assumption)]))
}

/** The named sides of a graph's inputs, by what is fed to them; 1 for those of which nothing is known. */
export function sizesOf(graph: Graph, feeds: Feeds): Record<string, number> {
  const { unknown, byInput } = namedSidesOf(graph)
  const sizes = { ...unknown }
  for (const [input, { shape }] of feeds) {
    for (const { axis, side } of byInput.get(input) ?? []) sizes[side] = Math.max(sizes[side]!, shape[axis] ?? 1)
  }
  return sizes
}

/**
 * As `sizesOf`, but only those on which some outputs depend: of adapters nothing is needed, and they have most inputs.
 */
function sizesFor(graph: Graph, feeds: Feeds, fetches: readonly string[]): Record<string, number> {
  const { unknown, places } = outputSides.of(graph, fetches.join(), () => {
    const { byInput } = namedSidesOf(graph)
    const wanted = graph.outputs.filter(({ name }) => fetches.includes(name)).flatMap(({ shape }) => shape)
    const places = [...byInput].flatMap(([input, named]) =>
      named.flatMap((place) => (wanted.includes(place.side) ? [{ input, ...place }] : [])),
    )
    return { unknown: Object.fromEntries(places.map(({ side }) => [side, 1])), places }
  })
  const sizes = { ...unknown }
  for (const { input, axis, side } of places) {
    sizes[side] = Math.max(sizes[side]!, feeds.get(input)?.shape[axis] ?? 1)
  }
  return sizes
}

const outputSides = createRemembered<{
  readonly unknown: Readonly<Record<string, number>>
  readonly places: readonly { readonly input: string; readonly axis: number; readonly side: string }[]
}>()

interface NamedSides {
  readonly unknown: Readonly<Record<string, number>>
  readonly byInput: ReadonlyMap<string, readonly { readonly axis: number; readonly side: string }[]>
}

const namedSides = new WeakMap<Graph, NamedSides>()

/** Found once: a graph with adapters has hundreds of inputs, and an estimate asks in every step. */
function namedSidesOf(graph: Graph): NamedSides {
  const known = namedSides.get(graph)
  if (known) return known
  const unknown: Record<string, number> = {}
  const byInput = new Map<string, { axis: number; side: string }[]>()
  for (const { name, shape } of graph.inputs) {
    const sides = [...shape.entries()].flatMap(([axis, side]) => (typeof side === 'string' ? [{ axis, side }] : []))
    for (const { side } of sides) unknown[side] = 1
    byInput.set(name, sides)
  }
  const found = { unknown, byInput }
  namedSides.set(graph, found)
  return found
}

function inventOutput({ name, shape }: Value, sizes: Readonly<Record<string, number>>, assumption: Assumption): Tensor {
  const bound = bindShape(shape, sizes)
  if (name.endsWith('Map')) {
    const length = bound.reduce((product, side) => product * side, 1)
    return { dtype: 'float32', shape: bound, data: inventedMaps.map(length, 0) }
  }
  const result = float32(bound)
  // What the first block says is the same in all steps, so that features stay fit; or it is nothing, which fits
  // nothing.
  if (name === 'firstBlockResidual' && assumption === 'fewest') result.data.fill(1)
  return result
}
