import { attentionBlocksOf, presetWeights } from '../adapters/blockWeights.ts'
import { nativeSideOf, pixelsPerLatent } from '../checkpoint/nativeSide.ts'
import { mostClipSkip } from '../networks/clip/encoderOptions.ts'
import { guidanceLevel } from '../networks/unet/guidanceGrid.ts'
import type { ModelDetails } from '../protocol/window/library.ts'
import { architectureWords } from './readFacts.ts'
import type { OpenModel } from './openModels.ts'

/** What of a model settings need to know. */
export function describeModel(id: string, { checkpoint, slots }: OpenModel): ModelDetails {
  const unetSlots = slots.unet ?? []
  const level = guidanceLevel(checkpoint.unet.config)
  return {
    id,
    architecture: architectureWords[checkpoint.architecture],
    attendingBlocks: attentionBlocksOf(unetSlots),
    blockPresets: presetWeights(unetSlots),
    textEncoders: checkpoint.textEncoders.length,
    mostClipSkip: mostClipSkip(checkpoint),
    nativeSide: nativeSideOf(checkpoint),
    guidanceCell: level === undefined ? undefined : pixelsPerLatent(checkpoint) * 2 ** level,
  }
}
