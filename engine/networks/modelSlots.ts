import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import type { AdapterSlot } from '../graph/slot.ts'
import { textEncoderOptions } from './clip/encoderOptions.ts'
import { buildTextEncoder } from './clip/textEncoder.ts'
import { buildUNet } from './unet/unet.ts'

/** All slots of each network of a model. */
export interface ModelSlots {
  readonly unet: readonly AdapterSlot[]
  readonly textEncoder?: readonly AdapterSlot[]
  readonly textEncoder2?: readonly AdapterSlot[]
}

/** The size of the latents has no part in which layers there are. */
const anySize = 16

/** Where adapters can act on a model when it renders: graphs are built, but no weights are read. */
export function slotsOfModel(checkpoint: Checkpoint): ModelSlots {
  const options = textEncoderOptions(checkpoint, 1)
  const [first, second] = checkpoint.textEncoders.map(
    (encoder, index) => buildTextEncoder(encoder, options[index]!).slots,
  )
  return {
    unet: buildUNet(checkpoint.unet, { height: anySize, width: anySize, adaptable: true }).slots,
    ...(first && { textEncoder: first }),
    ...(second && { textEncoder2: second }),
  }
}
