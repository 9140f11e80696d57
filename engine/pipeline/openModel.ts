import { openCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.ts'
import { openTextEncoders, type TextEncoder } from '../conditioning/textEncoders.ts'
import type { AdapterSlot } from '../graph/slot.ts'
import { buildUNet } from '../networks/unet/unet.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { createSessionCache, type SessionCache } from '../runtime/sessionCache.ts'
import type { Session } from '../runtime/session.ts'
import type { Size } from './decodeLatents.ts'

/** A UNet of one size, ready to run. */
export interface OpenUNet {
  readonly session: Session
  readonly slots: readonly AdapterSlot[]
}

/** A model whose graphs are built and opened as they are needed, and kept. */
export interface OpenModel {
  readonly checkpoint: Checkpoint
  readonly runtime: Runtime
  readonly sessions: SessionCache
  textEncoders(clipSkip: number): Promise<readonly TextEncoder[]>
  /** @param size Of the latents. */
  unet(size: Size): Promise<OpenUNet>
  release(): Promise<void>
}

/** Sessions that stay open: a few sizes of UNet and decoder. Their weights are shared pages of the same files. */
const sessionCapacity = 8

/** Opens a model folder. Throws what `openCheckpoint` throws. */
export async function openModel(path: string, runtime: Runtime): Promise<OpenModel> {
  const checkpoint = await openCheckpoint(path)
  const sessions = createSessionCache(sessionCapacity)
  const encoders = new Map<number, Promise<readonly TextEncoder[]>>()
  const slots = new Map<string, readonly AdapterSlot[]>()
  return {
    checkpoint,
    runtime,
    sessions,
    textEncoders(clipSkip) {
      const known = encoders.get(clipSkip) ?? openTextEncoders(checkpoint, runtime, clipSkip)
      encoders.set(clipSkip, known)
      known.catch(() => encoders.delete(clipSkip))
      return known
    },
    async unet({ height, width }) {
      const key = `unet ${height}x${width}`
      const session = await sessions.get(key, () => {
        const network = buildUNet(checkpoint.unet, { height, width, adaptable: true })
        slots.set(key, network.slots)
        return runtime.createSession(network.graph)
      })
      return { session, slots: slots.get(key)! }
    },
    async release() {
      for (const opened of encoders.values()) {
        for (const { session } of await opened) await session.release()
      }
      encoders.clear()
      await sessions.clear()
    },
  }
}
