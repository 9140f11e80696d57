import type { Network, UNetVariant } from '../../composition/network.ts'
import type { Graph, Value } from '../../graph/graph.ts'
import { bindShape } from '../../graph/shape.ts'
import type { Feeds } from '../../runtime/session.ts'
import { float32, type Tensor } from '../../tensor/tensor.ts'
import { inventValue, type Assumption } from './assumedRun.ts'
import { networkCall, type NetworkCall } from './networkCalls.ts'

/** The graph of a variant of the network that a render uses. */
export type GraphOf = (variant: UNetVariant) => Graph

/**
 * A network that computes nothing: it tells each call and answers with made-up values of the right shapes. Stored features
 * stay fit for as long as they may, or never are, by the assumption. Nothing is opened.
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
  const sizes = sizesOf(graph, feeds)
  const wanted = graph.outputs.filter(({ name }) => fetches.includes(name))
  return new Map(wanted.map((output) => [output.name, inventOutput(output, sizes, assumption)]))
}

/** The named sides of a graph's inputs, by what is fed to them; 1 for those of which nothing is known. */
export function sizesOf({ inputs }: Graph, feeds: Feeds): Record<string, number> {
  const sizes: Record<string, number> = {}
  for (const { name, shape } of inputs) {
    const fed = feeds.get(name)?.shape
    for (const [axis, dim] of shape.entries()) {
      if (typeof dim === 'string') sizes[dim] = Math.max(sizes[dim] ?? 1, fed?.[axis] ?? 1)
    }
  }
  return sizes
}

function inventOutput({ name, shape }: Value, sizes: Readonly<Record<string, number>>, assumption: Assumption): Tensor {
  const result = float32(bindShape(shape, sizes))
  // What the first block says is the same in all steps, so that features stay fit; or it is nothing, which fits nothing.
  if (name === 'firstBlockResidual' && assumption === 'fewest') result.data.fill(1)
  if (name.endsWith('Map')) for (let i = 0; i < result.data.length; i++) result.data[i] = inventValue(i, 0)
  return result
}
