import { buildLatentGradient } from '../autodiff/buildLatentGradient.ts'
import { openCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.ts'
import type { OpenUNet, UNetVariant } from '../composition/network.ts'
import { openTextEncoders, type OpenGraph, type TextEncoder } from '../conditioning/textEncoders.ts'
import type { Graph } from '../graph/graph.ts'
import type { AdapterSlot } from '../graph/slot.ts'
import type { AttentionType } from '../networks/unet/attentionMaps.ts'
import { buildMapsUNet } from '../networks/unet/mapsGraph.ts'
import { buildTextKeys } from '../networks/unet/textKeys.ts'
import type { TextOptions } from '../networks/unet/textContext.ts'
import { buildUNet, type UNet } from '../networks/unet/unet.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { createSessionCache } from '../runtime/sessionCache.ts'
import type { Size } from './decodeLatents.ts'
import { createTextKeys, withTextKeys, type TextKeys } from './textKeys.ts'

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
  /** A graph of the UNet that is built but not opened, which takes milliseconds; it computes the keys of its texts. */
  unetGraph(setting: UNetSetting, variant?: UNetVariant): Graph
  /** Opened, it remembers the keys of texts from call to call where the processor computes. */
  unet(setting: UNetSetting, variant?: UNetVariant): Promise<OpenUNet>
  release(): Promise<void>
}

/**
 * Sessions that stay open: text encoders, a few sizes and variants of the UNet, decoders. Their weights are shared
 * pages of the same files; one that was let go is opened again when it is next run.
 */
const sessionCapacity = 12

/** Opens a model folder. Throws what `openCheckpoint` throws. */
export async function openModel(path: string, runtime: Runtime): Promise<OpenModel> {
  const checkpoint = await openCheckpoint(path)
  const sessions = createSessionCache(sessionCapacity)
  const encoders = new Map<number, Promise<readonly TextEncoder[]>>()
  const unets = new Map<string, { key: string; unet: UNet }>()
  const textKeys = new Map<number | undefined, TextKeys & { slots: readonly AdapterSlot[] }>()

  const openGraph: OpenGraph = async (key, graph) => {
    const open = () => runtime.createSession(graph)
    await sessions.warm(key, open)
    return sessions.runnable(key, open)
  }
  const buildOnce = (setting: UNetSetting, variant: UNetVariant, keys: Keys) => {
    const key = `unet ${JSON.stringify([setting, variant, keys])}`
    const built = unets.get(key) ?? { key, unet: buildVariant(checkpoint, setting, variant, keys) }
    unets.set(key, built)
    return built
  }
  const textKeysOf = ({ segmentTokens }: UNetSetting) => {
    const known = textKeys.get(segmentTokens) ?? openTextKeys(checkpoint, segmentTokens, openGraph)
    textKeys.set(segmentTokens, known)
    return known
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
    unetSlots(setting) {
      const { slots } = buildOnce(setting, {}, keysOn(runtime)).unet
      return keysOn(runtime) === 'given' ? [...slots, ...textKeysOf(setting).slots] : slots
    },
    unetGraph: (setting, variant = {}) => buildOnce(setting, variant, 'computed').unet.graph,
    async unet(setting, variant = {}) {
      const open = (keys: Keys) => {
        const { key, unet } = buildOnce(setting, variant, keys)
        return openGraph(key, unet.graph)
      }
      const keys = keysOn(runtime)
      const { masks, segmentShares } = buildOnce(setting, variant, keys).unet
      const opened = await open(keys)
      const computed = () => open('computed')
      const session = keys === 'given' ? withTextKeys(opened, computed, textKeysOf(setting)) : opened
      return { session, masks, segmentShares }
    },
    release: async () => {
      for (const { forget } of textKeys.values()) forget()
      await sessions.clear()
    },
  }
}

type Keys = NonNullable<TextOptions['keys']>

/**
 * On the processor a step spends up to a tenth of its time on the keys of texts (docs/performance.md). A device is fast
 * at them, and would have to be sent them in each call.
 */
function keysOn({ provider }: Runtime): Keys {
  return provider === 'cpu' ? 'given' : 'computed'
}

function openTextKeys({ unet }: Checkpoint, segmentTokens: number | undefined, openGraph: OpenGraph) {
  const options = { adaptable: true, ...(segmentTokens !== undefined && { segmentTokens }) }
  const { graph, slots } = buildTextKeys(unet, options)
  return { ...createTextKeys(graph, () => openGraph(`text keys ${segmentTokens}`, graph)), slots }
}

function buildVariant(
  { unet }: Checkpoint,
  { size, ...setting }: UNetSetting,
  { extent, ...variant }: UNetVariant,
  keys: Keys,
): UNet {
  const options = { ...size, ...setting, ...variant, keys, adaptable: true }
  if (extent === undefined || extent === 'whole') return buildUNet(unet, options)
  const maps = buildMapsUNet(unet, options)
  return extent === 'maps' ? maps : { ...maps, graph: buildLatentGradient(maps.graph) }
}
