import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { writeSafetensors } from '../safetensors/writeSafetensors.ts'
import { elementCount, float32, type Tensor } from '../tensor/tensor.ts'

/** A folder for the test at hand, removed when it ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'polyptych-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Writes `name.safetensors` into a folder of its own, with what the test needs, and returns its path. */
export async function writeAdapterFile(
  tensors: Readonly<Record<string, Tensor>>,
  metadata: Readonly<Record<string, string>> = {},
  name = 'sample',
): Promise<string> {
  const path = join(await temporaryFolder(), `${name}.safetensors`)
  await writeSafetensors(path, tensors, metadata)
  return path
}

/** Numbers between -1 and 1 that differ from one another and from those of another seed. */
export function sampleTensor(shape: readonly number[], seed = 1): Tensor<'float32'> {
  return float32(
    shape,
    Float32Array.from({ length: elementCount(shape) }, (_, i) => Math.sin(1 + i * 1.7 + seed * 12.3)),
  )
}

/** A low-rank pair in kohya's naming. */
export function kohyaLayer(
  layer: string,
  { rank, inFeatures, outFeatures, alpha, seed = 1 }: SampleLayer,
): Record<string, Tensor> {
  return {
    [`${layer}.lora_down.weight`]: sampleTensor([rank, inFeatures], seed),
    [`${layer}.lora_up.weight`]: sampleTensor([outFeatures, rank], seed + 1),
    ...(alpha !== undefined && { [`${layer}.alpha`]: float32([], Float32Array.of(alpha)) }),
  }
}

export interface SampleLayer {
  readonly rank: number
  readonly inFeatures: number
  readonly outFeatures: number
  readonly alpha?: number
  readonly seed?: number
}
