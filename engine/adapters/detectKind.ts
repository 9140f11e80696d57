import { EngineError } from '../errors/engineError.ts'
import type { TensorEntry, SafetensorsFile } from '../safetensors/safetensorsFile.ts'
import { adapterKinds, foreignFiles, initsThatChangeTheModel } from './adapterKinds.ts'
import type { AdapterKind } from './adapterKinds.ts'
import type { PeftConfig, PeftConfigs } from './peftConfig.ts'
import { isRecord } from './looseJson.ts'
import type { ParsedTensorName } from './tensorNames.ts'

const useLora = 'This kind is not supported yet. Use a LoRA or LoCon of the same concept.'

/**
 * Lets only files through that are LoRA, LoCon, LoCon in Tucker form, or DyLoRA (the tensors of a LoRA, of which the
 * first ranks can be used alone). Whole models, other kinds of adapters and files that need more than a low-rank pair
 * are refused by name. DiffuseKronA has the names of a LoRA; `matchAdapter` finds it by the shapes of the model.
 *
 * Throws 'adapter-unsupported'.
 */
export function refuseOtherKinds(file: SafetensorsFile, configs: PeftConfigs, parsed: ParsedNames): void {
  refuseForeignFiles(file, parsed)
  for (const config of Object.values(configs)) refuseByConfig(file.path, config)
  refuseByTensors(file, parsed)
}

/** Of `parseTensorNames`, for the file at hand. */
type ParsedNames = ReadonlyMap<string, ParsedTensorName>

/** The first kind in the table that a tensor belongs to. */
export function kindOfTensor({ name, shape }: Pick<TensorEntry, 'name' | 'shape'>): AdapterKind | undefined {
  return adapterKinds.find(({ suffix, sides }) => suffix.test(name) && (sides === undefined || sides === shape.length))
}

const shownNames = 5

function refuseForeignFiles(file: SafetensorsFile, parsed: ParsedNames): void {
  const names = [...file.tensors.keys()]
  const standsAlone = (name: string) => !parsed.has(name) && kindOfTensor(file.tensors.get(name)!) === undefined
  const alone = names.filter(standsAlone)
  const foreign = foreignFiles.find(({ tensor, inPairs }) =>
    (inPairs ? names : alone).some((name) => tensor.test(name)),
  )
  if (foreign === undefined) return
  const examples = names.slice(0, shownNames).join(', ')
  throw new EngineError(
    'adapter-unsupported',
    `'${file.path}' is ${foreign.name}, not a LoRA. Its first tensors are ${examples}.`,
    foreign.remedy,
  )
}

/** `peft_type` and the ways to begin or extend a low-rank pair that its tensors do not show. */
function refuseByConfig(path: string, config: PeftConfig): void {
  const refuse = (name: string, remedy = useLora) =>
    new EngineError('adapter-unsupported', `'${path}' is ${name}, as its configuration says.`, remedy)
  const type = config['peft_type']
  if (typeof type === 'string' && type.toUpperCase() !== 'LORA') throw refuse(`an adapter of the kind ${type} (PEFT)`)
  if (config['use_dora'] === true) throw refuse('a DoRA')
  if (isRecord(config['kasa_config'])) throw refuse('a KaSA')
  const init = config['init_lora_weights']
  if (typeof init !== 'string') return
  const name = initsThatChangeTheModel[init.toLowerCase().replace(/_niter_\d+$/, '')]
  if (name === undefined) return
  throw refuse(
    `${name}, which was trained on a changed model`,
    'Use its converted form (saved with a path to the initial weights), which is a LoRA.',
  )
}

function refuseByTensors(file: SafetensorsFile, parsed: ParsedNames): void {
  const found = new Map<AdapterKind, number>()
  const peftNames = new Set<string>()
  let pairs = 0
  for (const entry of file.tensors.values()) {
    const kind = kindOfTensor(entry)
    if (kind) found.set(kind, (found.get(kind) ?? 0) + 1)
    const name = parsed.get(entry.name)
    if (name?.role === 'down') pairs++
    if (name?.peftName !== undefined) peftNames.add(name.peftName)
  }
  if (peftNames.size > 1) {
    throw new EngineError(
      'adapter-unsupported',
      `'${file.path}' holds several adapters (${[...peftNames].slice(0, shownNames).join(', ')}).`,
      'Save each of them in a file of its own.',
    )
  }
  const kind = adapterKinds.find((candidate) => found.has(candidate))
  if (kind === undefined) {
    if (isTextualInversion(file)) throw textualInversion(file.path)
    return
  }
  if (kind.id === 'K38') throw textualInversion(file.path)
  const message =
    pairs === 0
      ? `'${file.path}' is ${kind.name}.`
      : `'${file.path}' is ${kind.name} in part: ${found.get(kind)!} of its ${file.tensors.size} tensors are of that kind.`
  throw new EngineError('adapter-unsupported', message, useLora)
}

/** diffusers saves the embedding of a word alone, under the word. */
function isTextualInversion(file: SafetensorsFile): boolean {
  const [only] = file.tensors.values()
  return file.tensors.size === 1 && only!.shape.length <= 2 && /^<.*>$/.test(only!.name)
}

function textualInversion(path: string): EngineError {
  return new EngineError(
    'adapter-unsupported',
    `'${path}' is a textual inversion, the embedding of a word.`,
    'Embeddings are not supported yet. Use a LoRA of the same concept.',
  )
}

/** Whether the metadata says that the first ranks of each layer were trained to work alone (Valipour et al. 2022). */
export function isNestedRank(networkModule: string | undefined, algorithm: string | undefined): boolean {
  return /dylora/i.test(networkModule ?? '') || algorithm?.toLowerCase() === 'dylora'
}
