import type { Component } from '../checkpoint/checkpoint.ts'
import type { VAEConfig } from '../checkpoint/configs/vaeConfig.ts'
import type { PlanExecutor } from '../composition/planExecutor.ts'
import { EngineError } from '../errors/engineError.ts'
import { toFloat32 } from '../safetensors/convert.ts'
import { readTensorAt } from '../safetensors/readTensor.ts'
import type { OpenModel } from './openModel.ts'

/**
 * An executor that stops at the first prediction that is not made of numbers, instead of painting nothing for the rest
 * of the run.
 * @throws EngineError `file-invalid` that names the tensor where the model's own weights are broken, else
 * `render-failed`.
 */
export function requireNumbers(executor: PlanExecutor, { checkpoint }: OpenModel): PlanExecutor {
  const { unet, textEncoders, name } = checkpoint
  return {
    ...executor,
    async execute(plan, point, readsAttention) {
      const executed = await executor.execute(plan, point, readsAttention)
      if (executed.prediction.noise.every(Number.isFinite)) return executed
      throw (await brokenWeight([unet, ...textEncoders])) ?? tooStrong(`The prediction of '${name}'`)
    },
  }
}

/** Checks a decoded picture likewise. */
export async function requirePicture(image: Float32Array, vae: Component<VAEConfig>): Promise<void> {
  if (image.every(Number.isFinite)) return
  throw (await brokenWeight([vae])) ?? tooStrong('The picture')
}

/** Reads every weight of some components, which takes seconds, to name the one that is broken. */
async function brokenWeight(components: readonly Component<unknown>[]): Promise<EngineError | undefined> {
  for (const { weights } of components) {
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

function tooStrong(what: string): EngineError {
  return new EngineError(
    'render-failed',
    `${what} is not made of numbers, although the model's weights are.`,
    'Lower the weights of the adapters or the guidance: numbers this large overflow.',
  )
}
