import { textEncoderOptions } from '../../networks/clip/encoderOptions.ts'
import { buildTextEncoder } from '../../networks/clip/textEncoder.ts'
import type { Graph } from '../../graph/graph.ts'
import { peakActivationBytes } from '../../graph/peakActivationBytes.ts'
import { decoderGraph } from '../decodeLatents.ts'
import { decoderMemoryBound } from '../finishPicture.ts'
import type { PreparedRender } from '../prepareRender.ts'
import type { CallKind } from './callKinds.ts'
import type { GraphOf } from './dryNetwork.ts'
import { createRemembered } from '../remembered.ts'

/** Bytes that a render holds, from its graphs. */
export interface MemoryCost {
  /** Of the weights: pages of the user's files, which the system can drop and read again. */
  readonly weights: number
  /** The most values that are alive within one call, among all graphs that run. */
  readonly activations: number
  /** The same for each graph of the render, which the runtime keeps until the render is over. */
  readonly graphs: readonly { readonly name: string; readonly activations: number }[]
}

/** The memory of a render that makes some calls of the UNet, besides reading its texts and decoding its pictures. */
export function memoryCost(prepared: PreparedRender, calls: readonly CallKind[], graphOf: GraphOf): MemoryCost {
  const { checkpoint } = prepared.model
  const peaks = new Map<Graph, number>()
  const add = (graph: Graph, sizes: Readonly<Record<string, number>>) =>
    peaks.set(graph, Math.max(peaks.get(graph) ?? 0, peakOf(graph, sizes)))
  for (const [index, options] of textEncoderOptions(checkpoint, prepared.project.clipSkip).entries()) {
    const encoder = checkpoint.textEncoders[index]!
    add(
      graphs.of(encoder, JSON.stringify(options), () => buildTextEncoder(encoder, options).graph),
      { rows: 1 },
    )
  }
  for (const { variant, sizes } of calls) add(graphOf(variant), sizes)
  const { size } = prepared
  const { vae } = checkpoint
  if (vae) {
    const build = () => decoderGraph({ vae, memoryBound: decoderMemoryBound }, size).graph
    add(graphs.of(vae, JSON.stringify(size), build), {})
  }
  const named = [...peaks].map(([{ name }, activations]) => ({ name, activations }))
  return {
    weights: weightBytes(peaks.keys()),
    activations: Math.max(...named.map(({ activations }) => activations)),
    graphs: named,
  }
}

/** Graphs by the part of a model that they are of. */
const graphs = createRemembered<Graph>()
const peaksOfGraphs = createRemembered<number>()

function peakOf(graph: Graph, sizes: Readonly<Record<string, number>>): number {
  return peaksOfGraphs.of(graph, JSON.stringify(sizes), () => peakActivationBytes(graph, withProducts(graph, sizes)))
}

/** The named sides, and those that are products of them, such as `rows*segments`. */
function withProducts({ nodes }: Graph, sizes: Readonly<Record<string, number>>): Record<string, number> {
  const result = { ...sizes }
  for (const dim of nodes.flatMap(({ outputs }) => outputs.flatMap(({ shape }) => shape))) {
    if (typeof dim !== 'string' || !dim.includes('*') || dim in result) continue
    result[dim] = dim.split('*').reduce((product, name) => product * (sizes[name] ?? 1), 1)
  }
  return result
}

/** Several graphs share their weights: each piece of a file counts once. */
function weightBytes(graphs: Iterable<Graph>): number {
  const pieces = new Map<string, number>()
  for (const { initializers } of graphs) {
    for (const { data } of initializers) {
      if (data.type === 'file') pieces.set(`${data.offset} ${data.path}`, data.byteLength)
    }
  }
  return [...pieces.values()].reduce((sum, bytes) => sum + bytes, 0)
}
