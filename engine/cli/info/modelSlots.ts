import type { SlotsByComponent } from '../../adapters/matchAdapter.ts'
import type { Checkpoint } from '../../checkpoint/checkpoint.ts'
import { buildTextEncoder } from '../../networks/clip/textEncoder.ts'
import { buildUNet } from '../../networks/unet/unet.ts'

/** The size of the latents has no part in which layers there are. */
const anySize = 16

/**
 * Where adapters can act on a model when it renders: graphs are built, but no weights are read. SDXL leaves out the last
 * layer of its text encoders and takes the pooled embedding of the second one.
 */
export function slotsOfModel({ architecture, unet, textEncoders }: Checkpoint): SlotsByComponent {
  const isXL = architecture === 'sdxl'
  const [first, second] = textEncoders.map((encoder, index) => {
    const pooled = isXL && index === textEncoders.length - 1
    return buildTextEncoder(encoder, { clipSkip: isXL ? 2 : 1, normalised: !isXL, pooled, adaptable: true }).slots
  })
  return {
    unet: buildUNet(unet, { height: anySize, width: anySize, adaptable: true }).slots,
    ...(first && { textEncoder: first }),
    ...(second && { textEncoder2: second }),
  }
}
