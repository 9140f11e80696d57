import { hashOfTensors } from '../safetensors/modelFiles.ts'
import { openSafetensors } from '../safetensors/safetensorsFile.ts'
import { fileReferencesOf } from './fileReferences.ts'
import type { ResolvedFiles } from './resolveFiles.ts'

/**
 * SHA-256 of the tensors of each adapter, without its header, by the path of its reference. The first 12 digits, known
 * as AutoV3, are what other programs call a LoRA by. Throws as `openSafetensors`.
 */
export async function adapterTensorHashes({ project, files }: ResolvedFiles): Promise<Map<string, string>> {
  const hashes = new Map<string, string>()
  for (const { kind, reference } of fileReferencesOf(project, { hidden: false })) {
    if (kind !== 'adapter' || hashes.has(reference.path)) continue
    hashes.set(reference.path, await hashOfTensors(await openSafetensors(files.get(reference.path)!.path)))
  }
  return hashes
}
