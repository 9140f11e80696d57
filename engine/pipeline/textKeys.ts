import type { Graph } from '../graph/graph.ts'
import { bindShape } from '../graph/shape.ts'
import type { Feeds } from '../runtime/session.ts'
import type { Runnable } from '../runtime/sessionCache.ts'
import { elementCount, type Tensor } from '../tensor/tensor.ts'

/**
 * Keys and values of texts for a UNet that is given them. They depend on the texts and on the adapters that act on
 * them, and on neither latents nor timestep, so that most steps of a run read those of the step before.
 */
export interface TextKeys {
  /** Whether the keys for these inputs may be kept. */
  fits(feeds: Feeds): boolean
  /** The keys for what would be fed to a UNet that computes them itself: the same numbers, bit for bit. */
  keysFor(feeds: Feeds): Promise<Feeds>
  /** Gives the memory back. */
  forget(): void
}

/** All inputs of the graph of keys, and what it made of them. */
interface Entry {
  readonly inputs: readonly Tensor[]
  readonly keys: Feeds
  readonly bytes: number
}

/** Enough for the predictions and updates of a picture of Stable Diffusion 1.5 with four regions. */
const rememberedBytes = 256e6

/**
 * @param graph Of `buildTextKeys`.
 * @param open Its session.
 * @param capacity Bytes that all remembered keys and their inputs take together at most.
 */
export function createTextKeys(graph: Graph, open: () => Promise<Runnable>, capacity = rememberedBytes): TextKeys {
  const names = graph.inputs.map(({ name }) => name)
  let entries: readonly Entry[] = [] // most recently used first
  const inputsOf = (feeds: Feeds) => names.map((name) => feeds.get(name)!)
  return {
    fits: (feeds) => keyBytes(graph, feeds) + bytesOf(inputsOf(feeds)) <= capacity,
    async keysFor(feeds) {
      const inputs = inputsOf(feeds)
      const known = entries.find((entry) => entry.inputs.every((input, index) => isSameTensor(input, inputs[index]!)))
      if (known) {
        entries = [known, ...entries.filter((entry) => entry !== known)]
        return known.keys
      }
      const keys = await (await open()).run(feeds)
      const entry = { inputs, keys, bytes: bytesOf([...inputs, ...keys.values()]) }
      entries = withinCapacity([entry, ...entries], capacity)
      return keys
    },
    forget: () => void (entries = []),
  }
}

/**
 * A UNet with given keys that takes what one takes that computes them; texts that are too long to keep are `computed`.
 */
export function withTextKeys(given: Runnable, computed: () => Promise<Runnable>, textKeys: TextKeys): Runnable {
  return {
    async run(feeds, fetches) {
      if (!textKeys.fits(feeds)) return (await computed()).run(feeds, fetches)
      const keys = await textKeys.keysFor(feeds)
      return given.run(new Map([...feeds, ...keys]), fetches)
    },
  }
}

/** Of what the graph gives for some texts. */
function keyBytes({ inputs, outputs }: Graph, feeds: Feeds): number {
  const sizes: Record<string, number> = {}
  const texts = inputs.find(({ name }) => name === 'textEmbeddings')!
  texts.shape.forEach((dim, axis) => {
    if (typeof dim === 'string') sizes[dim] = feeds.get(texts.name)!.shape[axis]!
  })
  return outputs.reduce((sum, { shape }) => sum + 4 * elementCount(bindShape(shape, sizes)), 0)
}

/** A tensor that several inputs share counts for each: an upper bound. */
function bytesOf(tensors: readonly Tensor[]): number {
  return tensors.reduce((sum, { data }) => sum + data.byteLength, 0)
}

/** Stacks and gates are mostly the very same objects; texts are stacked anew for each call. */
function isSameTensor(a: Tensor, b: Tensor): boolean {
  if (a === b) return true
  const sameShape = a.shape.length === b.shape.length && a.shape.every((side, axis) => side === b.shape[axis])
  return a.dtype === b.dtype && sameShape && bytesIn(a).equals(bytesIn(b))
}

function bytesIn({ data }: Tensor): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength)
}

function withinCapacity(entries: readonly Entry[], capacity: number): readonly Entry[] {
  let bytes = 0
  return entries.filter((entry) => (bytes += entry.bytes) <= capacity)
}
