import { openCheckpoint } from '../checkpoint/checkpoint.ts'
import type { AdapterSlot } from '../graph/slot.ts'
import { buildTextEncoder } from '../networks/clip/textEncoder.ts'
import { buildUNet } from '../networks/unet/unet.ts'

/** The slots of every network of a model folder, with the UNet at `size` x `size` latents. */
export async function modelSlots(
  folder: string,
  size = 32,
): Promise<{
  unet: readonly AdapterSlot[]
  textEncoder: readonly AdapterSlot[]
  textEncoder2?: readonly AdapterSlot[]
}> {
  const checkpoint = await openCheckpoint(folder)
  const { slots: unet } = buildUNet(checkpoint.unet, { height: size, width: size, adaptable: true })
  const [textEncoder, textEncoder2] = checkpoint.textEncoders.map((encoder, index) => {
    const pooled = index === 1
    return buildTextEncoder(encoder, { clipSkip: 1, normalised: true, pooled, adaptable: true }).slots
  })
  return { unet, textEncoder: textEncoder!, ...(textEncoder2 && { textEncoder2 }) }
}
