import type { SlotsByComponent } from '../../adapters/matchAdapter.ts'
import type { Checkpoint } from '../../checkpoint/checkpoint.ts'
import { textEncoderOptions } from '../../conditioning/textEncoders.ts'
import { buildTextEncoder } from '../../networks/clip/textEncoder.ts'
import { buildUNet } from '../../networks/unet/unet.ts'

/** The size of the latents has no part in which layers there are. */
const anySize = 16

/** Where adapters can act on a model when it renders: graphs are built, but no weights are read. */
export function slotsOfModel(checkpoint: Checkpoint): SlotsByComponent {
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
