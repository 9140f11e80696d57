import { toPixels } from '../image/imageTensor.ts'
import { encodePng } from '../image/png.ts'
import type { ImagePixels } from '../image/readImage.ts'
import { recipeTexts, type RecipeFacts } from '../image/recipe.ts'
import { adapterTensorHashes } from '../project/adapterHashes.ts'
import { engineVersion } from '../protocol/engineVersion.ts'
import { requirePicture } from './brokenNumbers.ts'
import { decodeLatents, vaeDownsampleFactor } from './decodeLatents.ts'
import type { OpenProject } from './openProject.ts'
import type { PreparedRender } from './prepareRender.ts'

/** A picture, and the bytes of a PNG that holds it with its recipe. */
export interface FinishedPicture {
  readonly image: ImagePixels
  readonly png: Uint8Array
}

/** From latents to a picture. The recipe holds its seed and, where it was read, what it shows. */
export type PictureFinisher = (
  latents: Float32Array,
  facts: Pick<RecipeFacts, 'seed' | 'presence'>,
  signal: AbortSignal,
) => Promise<FinishedPicture>

/** Activations of the decoder above which it works in tiles. */
export const decoderMemoryBound = 3 * 2 ** 30

/** Finishes the pictures of a render; the hashes that recipes hold are computed once. */
export async function createFinisher(
  { files, model, vae }: Pick<OpenProject, 'files' | 'model' | 'vae'>,
  { project, chosen, prompts, size }: PreparedRender,
): Promise<PictureFinisher> {
  const shared = {
    project,
    method: chosen.method.name,
    prompts,
    modelSha256: files.model.sha256,
    adapterTensorHashes: await adapterTensorHashes(files),
    engineVersion,
    provider: model.runtime.provider,
  }
  const decoder = { vae, openGraph: model.openGraph, memoryBound: decoderMemoryBound }
  const [width, height] = [size.width * vaeDownsampleFactor, size.height * vaeDownsampleFactor]
  return async (latents, facts, signal) => {
    const decoded = await decodeLatents(decoder, latents, size, signal)
    await requirePicture(decoded, vae)
    signal.throwIfAborted()
    const image = { width, height, pixels: toPixels(decoded) }
    return { image, png: await encodePng(image.pixels, width, height, recipeTexts({ ...shared, ...facts })) }
  }
}
