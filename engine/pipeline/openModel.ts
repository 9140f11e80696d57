import { buildLatentGradient } from '../autodiff/buildLatentGradient.ts'
import { openCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.ts'
import type { OpenUNet, UNetVariant } from '../composition/network.ts'
import { openTextEncoders, type OpenGraph, type TextEncoder } from '../conditioning/textEncoders.ts'
import type { Graph } from '../graph/graph.ts'
import type { AdapterSlot } from '../graph/slot.ts'
import type { AttentionType } from '../networks/unet/attentionMaps.ts'
import { buildMapsUNet } from '../networks/unet/mapsGraph.ts'
import { buildUNet, type UNet } from '../networks/unet/unet.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { createSessionCache } from '../runtime/sessionCache.ts'
import type { Size } from './decodeLatents.ts'

/** What all graphs of a UNet have in common within one render. */
export interface UNetSetting {
  /** Of the latents. */
  readonly size: Size
  /** Attentions that take a mask. */
  readonly masked?: readonly AttentionType[]
  /** Self-attention on grids of more cells takes no mask. */
  readonly mostMaskedCells?: number
  /** For cross-attention by segments. */
  readonly segmentTokens?: number
}

/** A model whose graphs are built and opened as they are needed, and kept. */
export interface OpenModel {
  readonly checkpoint: Checkpoint
  readonly runtime: Runtime
  /** Opens any other graph of the model. */
  readonly openGraph: OpenGraph
  textEncoders(clipSkip: number): Promise<readonly TextEncoder[]>
  /** Where adapters can act on the UNet. */
  unetSlots(setting: UNetSetting): readonly AdapterSlot[]
  /** A graph of the UNet that is built but not opened, which takes milliseconds. */
  unetGraph(setting: UNetSetting, variant?: UNetVariant): Graph
  unet(setting: UNetSetting, variant?: UNetVariant): Promise<OpenUNet>
  release(): Promise<void>
}

/**
 * Sessions that stay open: text encoders, a few sizes and variants of the UNet, decoders. Their weights are shared pages of
 * the same files; one that was let go is opened again when it is next run.
 */
const sessionCapacity = 12

/** Opens a model folder. Throws what `openCheckpoint` throws. */
export async function openModel(path: string, runtime: Runtime): Promise<OpenModel> {
  const checkpoint = await openCheckpoint(path)
  const sessions = createSessionCache(sessionCapacity)
  const encoders = new Map<number, Promise<readonly TextEncoder[]>>()
  const unets = new Map<string, { key: string; unet: UNet }>()

  const openGraph: OpenGraph = async (key, graph) => {
    const open = () => runtime.createSession(graph)
    await sessions.warm(key, open)
    return sessions.runnable(key, open)
  }
  const buildOnce = (setting: UNetSetting, variant: UNetVariant) => {
    const key = `unet ${JSON.stringify([setting, variant])}`
    const built = unets.get(key) ?? { key, unet: buildVariant(checkpoint, setting, variant) }
    unets.set(key, built)
    return built
  }
  return {
    checkpoint,
    runtime,
    openGraph,
    textEncoders(clipSkip) {
      const known = encoders.get(clipSkip) ?? openTextEncoders(checkpoint, clipSkip, openGraph)
      encoders.set(clipSkip, known)
      known.catch(() => encoders.delete(clipSkip))
      return known
    },
    unetSlots: (setting) => buildOnce(setting, {}).unet.slots,
    unetGraph: (setting, variant = {}) => buildOnce(setting, variant).unet.graph,
    async unet(setting, variant = {}) {
      const { key, unet } = buildOnce(setting, variant)
      return { session: await openGraph(key, unet.graph), masks: unet.masks, segmentShares: unet.segmentShares }
    },
    release: () => sessions.clear(),
  }
}

function buildVariant(
  { unet }: Checkpoint,
  { size, ...setting }: UNetSetting,
  { extent, ...variant }: UNetVariant,
): UNet {
  const options = { ...size, ...setting, ...variant, adaptable: true }
  if (extent === undefined || extent === 'whole') return buildUNet(unet, options)
  const maps = buildMapsUNet(unet, options)
  return extent === 'maps' ? maps : { ...maps, graph: buildLatentGradient(maps.graph) }
}
