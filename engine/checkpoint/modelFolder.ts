import { join } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { kindOfPath } from '../safetensors/modelFiles.ts'

/** The folders of a model in the layout of diffusers: each holds one network, or what goes with one. */
export const componentFolders: ReadonlySet<string> = new Set([
  'unet',
  'transformer',
  'vae',
  'text_encoder',
  'text_encoder_2',
  'text_encoder_3',
  'tokenizer',
  'tokenizer_2',
  'tokenizer_3',
  'scheduler',
  'safety_checker',
  'feature_extractor',
  'image_encoder',
])

/** Whether a folder looks like a model: it has a folder `unet`. What may not be looked at is none. */
export async function isModelFolder(path: string): Promise<boolean> {
  try {
    return (await kindOfPath(join(path, 'unet'))) === 'folder'
  } catch (error) {
    if (error instanceof EngineError) return false
    throw error
  }
}
