import { toPixels } from '../image/imageTensor.ts'
import { encodePng } from '../image/png.ts'
import { recipeTexts } from '../image/recipe.ts'
import { adapterTensorHashes } from '../project/adapterHashes.ts'
import { engineVersion } from '../protocol/engineVersion.ts'
import { requirePicture } from './brokenNumbers.ts'
import { decodeLatents, vaeDownsampleFactor } from './decodeLatents.ts'
import type { OpenProject } from './openProject.ts'
import type { PreparedRender } from './prepareRender.ts'

/** From the latents of a seed to the bytes of a PNG that holds its recipe. */
export type PictureFinisher = (latents: Float32Array, seed: number, signal: AbortSignal) => Promise<Uint8Array>

/** Activations of the decoder above which it works in tiles. */
export const decoderMemoryBound = 3 * 2 ** 30

/** Finishes the pictures of a render; the hashes that recipes hold are computed once. */
export async function createFinisher(
  { files, model, vae }: Pick<OpenProject, 'files' | 'model' | 'vae'>,
  { project, prompts, size }: PreparedRender,
): Promise<PictureFinisher> {
  const facts = {
    project,
    prompts,
    modelSha256: files.model.sha256,
    adapterTensorHashes: await adapterTensorHashes(files),
    engineVersion,
    provider: model.runtime.provider,
  }
  const decoder = { vae, openGraph: model.openGraph, memoryBound: decoderMemoryBound }
  const [width, height] = [size.width * vaeDownsampleFactor, size.height * vaeDownsampleFactor]
  return async (latents, seed, signal) => {
    const image = await decodeLatents(decoder, latents, size, signal)
    await requirePicture(image, vae)
    signal.throwIfAborted()
    return encodePng(toPixels(image), width, height, recipeTexts({ ...facts, seed }))
  }
}
