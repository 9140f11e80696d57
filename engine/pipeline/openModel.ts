import { openCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.ts'
import { openTextEncoders, type OpenGraph, type TextEncoder } from '../conditioning/textEncoders.ts'
import type { AdapterSlot } from '../graph/slot.ts'
import type { AttentionType } from '../networks/unet/attentionMaps.ts'
import type { AttentionMask } from '../networks/unet/attentionMasks.ts'
import { buildUNet, type UNet } from '../networks/unet/unet.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { createSessionCache, type Runnable } from '../runtime/sessionCache.ts'
import type { Size } from './decodeLatents.ts'

/** A UNet of one size, ready to run. */
export interface OpenUNet {
  readonly session: Runnable
  readonly masks: readonly AttentionMask[]
}

/** A model whose graphs are built and opened as they are needed, and kept. */
export interface OpenModel {
  readonly checkpoint: Checkpoint
  readonly runtime: Runtime
  /** Opens any other graph of the model. */
  readonly openGraph: OpenGraph
  textEncoders(clipSkip: number): Promise<readonly TextEncoder[]>
  /** Where adapters can act on the UNet. @param size Of the latents. */
  unetSlots(size: Size): readonly AdapterSlot[]
  /** @param size Of the latents. @param masked Attentions that take a mask. */
  unet(size: Size, masked?: readonly AttentionType[]): Promise<OpenUNet>
  release(): Promise<void>
}

/**
 * Sessions that stay open: text encoders, a few sizes of UNet and decoder. Their weights are shared pages of the same files;
 * one that was let go is opened again when it is next run.
 */
const sessionCapacity = 8

/** Opens a model folder. Throws what `openCheckpoint` throws. */
export async function openModel(path: string, runtime: Runtime): Promise<OpenModel> {
  const checkpoint = await openCheckpoint(path)
  const sessions = createSessionCache(sessionCapacity)
  const encoders = new Map<number, Promise<readonly TextEncoder[]>>()
  const unets = new Map<string, UNet>()

  const openGraph: OpenGraph = async (key, graph) => {
    const open = () => runtime.createSession(graph)
    await sessions.warm(key, open)
    return sessions.runnable(key, open)
  }
  const buildOnce = (size: Size, masked: readonly AttentionType[]) => {
    const key = ['unet', `${size.height}x${size.width}`, ...masked].join(' ')
    const unet = unets.get(key) ?? buildUNet(checkpoint.unet, { ...size, masked, adaptable: true })
    unets.set(key, unet)
    return { key, unet }
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
    unetSlots: (size) => buildOnce(size, []).unet.slots,
    async unet(size, masked = []) {
      const { key, unet } = buildOnce(size, masked)
      return { session: await openGraph(key, unet.graph), masks: unet.masks }
    },
    release: () => sessions.clear(),
  }
}
