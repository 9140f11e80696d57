import type { Adapter } from '../adapters/adapter.ts'
import { describeAdapter } from '../adapters/describeAdapter.ts'
import { hashAdapterFile } from '../adapters/hashes.ts'
import type { AdapterDetails } from '../protocol/window/library.ts'

/** Files up to this size are hashed when someone looks at them: a fraction of a second. */
const largestHashed = 50_000_000

/** Everything that an adapter says of itself. Errors as `hashAdapterFile`. */
export async function describeDetails(adapter: Adapter): Promise<Pick<AdapterDetails, 'facts' | 'tags'>> {
  const { metadata } = adapter
  const { author, description, license, usageHint, negativeText, notes, training } = metadata
  const { convention, ranks, loraAlpha } = describeAdapter(adapter)
  const isSmall = metadata.byteLength <= largestHashed
  return {
    facts: {
      author,
      description,
      license,
      usageHint,
      negativeText,
      notes: notes ?? training.comment,
      resolution: training.resolution,
      trainingSteps: training.steps,
      trainingPictures: training.pictures,
      convention,
      alpha: loraAlpha,
      ranks: [...ranks],
      sha256: isSmall ? (await hashAdapterFile(adapter)).file : undefined,
    },
    tags: [...metadata.trainingTags],
  }
}
