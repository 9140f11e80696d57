import type { UNetConfig } from '../../checkpoint/configs/unetConfig.ts'
import { parseUNetConfig } from '../../checkpoint/configs/unetConfig.ts'
import { locateWeights } from '../../checkpoint/weights.ts'
import type { Component } from '../../checkpoint/checkpoint.ts'
import { assert } from '../../errors/engineError.ts'
import { unetParameterShapes } from '../../networks/unet/parameterShapes.ts'
import { elementCount } from '../../tensor/tensor.ts'

/** What Stable Diffusion 1.x adds to the defaults of diffusers' UNet2DConditionModel. */
const config = parseUNetConfig({ sample_size: 64, cross_attention_dim: 768 }, 'the UNet of Stable Diffusion 1')

/** As published for Stable Diffusion 1.x. */
const parameterCount = 859_520_964

/** Names and shapes of all parameters of the UNet of Stable Diffusion 1.x. */
export function largeUNetParameters(): ReadonlyMap<string, readonly number[]> {
  const shapes = unetParameterShapes(config)
  const count = [...shapes.values()].reduce((sum, shape) => sum + elementCount(shape), 0)
  assert(count === parameterCount, `the UNet of Stable Diffusion 1 has ${parameterCount} parameters, not ${count}`)
  return shapes
}

/** Opens generated weights as a checkpoint's UNet is opened: the header is read, and nothing else. */
export async function openLargeUNet(folder: string): Promise<Component<UNetConfig>> {
  const { weights } = await locateWeights(folder, 'unet')
  return { config, weights }
}
