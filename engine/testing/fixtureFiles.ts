import { fileURLToPath } from 'node:url'
import { readFloat32 } from '../safetensors/readTensor.ts'
import { openSafetensors } from '../safetensors/safetensorsFile.ts'
import type { Tensor } from '../tensor/tensor.ts'

/** Absolute path of a file or folder below `engine/testing/fixtures`. */
export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
}

/** Absolute path of a file or folder of the starter model. */
export function starterPath(name = ''): string {
  return fileURLToPath(new URL(`../../models/starter/${name}`, import.meta.url))
}

/** Reference numbers by name, read as float32. */
export async function openFixture(name: string) {
  const file = await openSafetensors(fixturePath(name))
  return {
    metadata: file.metadata,
    names: [...file.tensors.keys()],
    read: (tensorName: string): Promise<Tensor<'float32'>> => readFloat32(file, tensorName),
  }
}
