import type { Component } from '../checkpoint/checkpoint.ts'
import type { VAEConfig } from '../checkpoint/configs/vaeConfig.ts'
import type { OpenGraph } from '../conditioning/textEncoders.ts'
import type { Graph } from '../graph/graph.ts'
import { peakActivationBytes } from '../graph/peakActivationBytes.ts'
import { buildVAEDecoder } from '../networks/vae/vae.ts'
import type { Runnable } from '../runtime/sessionCache.ts'
import { float32 } from '../tensor/tensor.ts'
import { tileWeights, tilePositions } from './tiles.ts'

export interface DecoderParts {
  readonly vae: Component<VAEConfig>
  readonly openGraph: OpenGraph
  /** Decoding that would need more than this for its activations is done in tiles. */
  readonly memoryBound: number
}

/** A size of latents, or of a picture. */
export interface Size {
  readonly height: number
  readonly width: number
}

/** Pixels for each latent in either direction. */
export const vaeDownsampleFactor = 8

/** Latents on each side of a tile, and how many of them neighbours share. The mid block's attention sees one tile. */
const tileSide = 64
const tileOverlap = 16

/**
 * The picture `[3, 8 height, 8 width]` in about −1…1 of latents `[channels, height, width]` in the UNet's scale. Above
 * the memory bound it is decoded in overlapping tiles whose seams are blended linearly.
 */
export async function decodeLatents(
  parts: DecoderParts,
  latents: Float32Array,
  size: Size,
  signal: AbortSignal,
): Promise<Float32Array> {
  const { scalingFactor, shiftFactor } = parts.vae.config
  const unscaled = latents.map((value) => value / scalingFactor + (shiftFactor ?? 0))
  const { latentChannels } = parts.vae.config
  const decoder = decoderGraph(parts, size)
  if (decoder.isTile) return decodeTiles(parts, unscaled, size, signal)
  return decodeWhole(await openDecoder(parts, size, decoder.graph), latentChannels, unscaled, size)
}

/** The graph that decodes a picture of a size, or its tiles where the picture would need too much memory. */
export function decoderGraph(
  { vae, memoryBound }: Pick<DecoderParts, 'vae' | 'memoryBound'>,
  size: Size,
): { readonly graph: Graph; readonly isTile: boolean } {
  const { graph } = buildVAEDecoder(vae, size.height, size.width)
  const isLarge = Math.max(size.height, size.width) > tileSide
  const isTile = isLarge && peakActivationBytes(graph, {}) > memoryBound
  if (!isTile) return { graph, isTile }
  const tile = tileOf(size)
  return { graph: buildVAEDecoder(vae, tile.height, tile.width).graph, isTile }
}

function tileOf({ height, width }: Size): Size {
  return { height: Math.min(tileSide, height), width: Math.min(tileSide, width) }
}

function openDecoder({ openGraph }: DecoderParts, { height, width }: Size, graph: Graph): Promise<Runnable> {
  return openGraph(`vae decoder ${height}x${width}`, graph)
}

async function decodeWhole(
  session: Runnable,
  channels: number,
  latents: Float32Array,
  size: Size,
): Promise<Float32Array> {
  const feeds = new Map([['latents', float32([1, channels, size.height, size.width], latents)]])
  return (await session.run(feeds)).get('image')!.data as Float32Array
}

async function decodeTiles(
  parts: DecoderParts,
  latents: Float32Array,
  size: Size,
  signal: AbortSignal,
): Promise<Float32Array> {
  const channels = parts.vae.config.latentChannels
  const tile = tileOf(size)
  const session = await openDecoder(parts, tile, decoderGraph(parts, size).graph)
  const picture = scaled(size)
  const tilePicture = scaled(tile)
  const image = new Float32Array(3 * picture.height * picture.width)
  const total = new Float32Array(picture.height * picture.width)
  for (const top of tilePositions(size.height, tile.height, tileOverlap)) {
    for (const left of tilePositions(size.width, tile.width, tileOverlap)) {
      signal.throwIfAborted()
      const decoded = await decodeWhole(session, channels, cut(latents, channels, size, top, left, tile), tile)
      const overlap = tileOverlap * vaeDownsampleFactor
      const rows = tileWeights(tilePicture.height, overlap, top === 0, top + tile.height === size.height)
      const columns = tileWeights(tilePicture.width, overlap, left === 0, left + tile.width === size.width)
      const place = { top: top * vaeDownsampleFactor, left: left * vaeDownsampleFactor }
      addTile({ image, total, picture, decoded, tile: tilePicture, rows, columns, ...place })
    }
  }
  const pixels = total.length
  return image.map((value, index) => value / total[index % pixels]!)
}

function scaled({ height, width }: Size): Size {
  return { height: height * vaeDownsampleFactor, width: width * vaeDownsampleFactor }
}

/** A window of `[channels, height, width]`. */
function cut(values: Float32Array, channels: number, size: Size, top: number, left: number, tile: Size): Float32Array {
  const result = new Float32Array(channels * tile.height * tile.width)
  for (let channel = 0; channel < channels; channel++) {
    for (let row = 0; row < tile.height; row++) {
      const start = (channel * size.height + top + row) * size.width + left
      result.set(values.subarray(start, start + tile.width), (channel * tile.height + row) * tile.width)
    }
  }
  return result
}

interface TilePlacement {
  readonly image: Float32Array
  readonly total: Float32Array
  readonly picture: Size
  readonly decoded: Float32Array
  readonly tile: Size
  readonly rows: Float32Array
  readonly columns: Float32Array
  readonly top: number
  readonly left: number
}

/** Adds a weighted tile to the picture, and its weights to the total that the picture is divided by in the end. */
function addTile({ image, total, picture, decoded, tile, rows, columns, top, left }: TilePlacement): void {
  for (let y = 0; y < tile.height; y++) {
    for (let x = 0; x < tile.width; x++) {
      const weight = rows[y]! * columns[x]!
      const target = (top + y) * picture.width + left + x
      total[target]! += weight
      for (let channel = 0; channel < 3; channel++) {
        const value = decoded[(channel * tile.height + y) * tile.width + x]!
        image[channel * picture.height * picture.width + target]! += weight * value
      }
    }
  }
}
