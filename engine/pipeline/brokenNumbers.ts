import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import type { Weights } from '../checkpoint/weights.ts'
import type { NoisePredictor } from '../composition/noisePredictor.ts'
import { EngineError } from '../errors/engineError.ts'
import { toFloat32 } from '../safetensors/convert.ts'
import { readTensorAt } from '../safetensors/readTensor.ts'
import type { OpenModel } from './openModel.ts'

/**
 * A predictor that stops at the first prediction that is not made of numbers, instead of painting nothing for the rest of
 * the run.
 * @throws EngineError `file-invalid` that names the tensor where the model's own weights are broken, else `render-failed`.
 */
export function requireNumbers(predictNoise: NoisePredictor, { checkpoint }: OpenModel): NoisePredictor {
  return async (plan, latents, timestep) => {
    const prediction = await predictNoise(plan, latents, timestep)
    if (prediction.every(Number.isFinite)) return prediction
    throw (await brokenWeight(checkpoint)) ?? tooStrong(checkpoint)
  }
}

/** Reads every weight of the UNet and the text encoders, which takes seconds, to name the one that is broken. */
async function brokenWeight({ unet, textEncoders }: Checkpoint): Promise<EngineError | undefined> {
  const components: Weights[] = [unet.weights, ...textEncoders.map(({ weights }) => weights)]
  for (const weights of components) {
    for (const [name, location] of weights) {
      const { data } = toFloat32(await readTensorAt(location))
      if (data.every(Number.isFinite)) continue
      return new EngineError(
        'file-invalid',
        `The tensor '${name}' in ${location.path} holds values that are not numbers.`,
        'The file was damaged or badly converted. Get another copy of the model.',
      )
    }
  }
  return undefined
}

function tooStrong({ name }: Checkpoint): EngineError {
  return new EngineError(
    'render-failed',
    `The prediction of '${name}' is not made of numbers, although its weights are.`,
    'Lower the weights of the adapters or the guidance: numbers this large overflow.',
  )
}
