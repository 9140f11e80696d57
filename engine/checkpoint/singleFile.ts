import { EngineError } from '../errors/engineError.ts'
import { openSafetensors } from '../safetensors/safetensorsFile.ts'

interface Recognised {
  readonly tensor: RegExp
  readonly description: string
  readonly remedy: string
}

const useFolder = 'Use the same model as a folder in the diffusers layout (unet, text_encoder, vae, tokenizer).'

/** What a single file can be, by the name of a tensor that only this kind has; the first that fits. */
const recognised: readonly Recognised[] = [
  {
    tensor: /^conditioner[.]embedders[.]/,
    description: 'a single-file checkpoint of the Stable Diffusion XL family',
    remedy: useFolder,
  },
  {
    tensor: /^cond_stage_model[.]model[.]/,
    description: 'a single-file checkpoint of Stable Diffusion 2',
    remedy: useFolder,
  },
  {
    tensor: /^cond_stage_model[.]transformer[.]/,
    description: 'a single-file checkpoint of Stable Diffusion 1',
    remedy: useFolder,
  },
  {
    tensor: /^model[.]diffusion_model[.]/,
    description: 'a single-file checkpoint without a text encoder',
    remedy: useFolder,
  },
  {
    tensor: /lora_(down|up|A|B)[.]|[.]lora[.](down|up)[.]|[.](hada_w1|lokr_w1|oft_blocks)/,
    description: 'an adapter (LoRA), not a model',
    remedy: 'Add it to a project as a concept, and choose the model that it was made for.',
  },
]

/** Whether the tensors are those of a whole model in one file, as opposed to an adapter or a part of a model. */
export function isSingleFileCheckpoint(tensorNames: Iterable<string>): boolean {
  for (const name of tensorNames) if (name.startsWith('model.diffusion_model.')) return true
  return false
}

/**
 * Says what a file is that was given where a model folder is needed. Always throws: 'model-unsupported', or what
 * `openSafetensors` throws.
 */
export async function refuseSingleFile(path: string): Promise<never> {
  const { tensors } = await openSafetensors(path)
  const names = [...tensors.keys()]
  const found = recognised.find(({ tensor }) => names.some((name) => tensor.test(name)))
  throw new EngineError(
    'model-unsupported',
    found === undefined
      ? `'${path}' is a single file and not a checkpoint that Polyptych knows.`
      : `'${path}' is ${found.description}; as a model, Polyptych opens folders.`,
    found?.remedy ?? useFolder,
  )
}
