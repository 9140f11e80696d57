import { basename, extname } from 'node:path'
import { EngineError } from '../errors/engineError.ts'
import { toFloat32 } from '../safetensors/convert.ts'
import { readTensors } from '../safetensors/readTensor.ts'
import { openSafetensors } from '../safetensors/safetensorsFile.ts'
import type { SafetensorsFile } from '../safetensors/safetensorsFile.ts'
import { elementCount } from '../tensor/tensor.ts'
import type { Adapter, AdapterLayer, NamingConvention } from './adapter.ts'
import { readAdapterMetadata } from './adapterMetadata.ts'
import { refuseOtherKinds } from './detectKind.ts'
import { invalidAdapter, layerShape } from './layerShape.ts'
import { nonEmptyText } from './looseJson.ts'
import { peftScale, readPeftConfigs } from './peftConfig.ts'
import type { PeftConfigs } from './peftConfig.ts'
import { parseTensorNames } from './tensorNames.ts'
import type { ParsedTensorName, TensorRole } from './tensorNames.ts'

export type { Adapter, AdapterComponent, AdapterLayer, NamingConvention } from './adapter.ts'
export { loadFactors } from './factors.ts'
export type { LayerFactors } from './factors.ts'

type ParsedNames = ReadonlyMap<string, ParsedTensorName>

/** The tensors of one layer by role, as they are found. */
interface FoundLayer {
  readonly place: ParsedTensorName
  readonly tensors: Partial<Record<TensorRole, string>>
}

/**
 * Reads a LoRA: the header, the few numbers that scale its layers, the notes beside the file. The factors are read by
 * `loadFactors` when they are needed.
 *
 * Throws as `openSafetensors`; 'adapter-unsupported' for every other kind of adapter or file, by name; 'file-invalid'
 * for layers that lack a factor or whose factors disagree.
 */
export async function readAdapter(path: string): Promise<Adapter> {
  const file = await openSafetensors(path)
  const configs = await readPeftConfigs(file)
  const parsed = parseTensorNames(file.tensors.keys())
  refuseOtherKinds(file, configs, parsed)
  const { found, unrecognised } = findLayers(file, parsed)
  if (found.length === 0) {
    const examples = [...file.tensors.keys()].slice(0, 5).join(', ')
    throw new EngineError(
      'adapter-unsupported',
      `'${file.path}' holds no layer of a LoRA. Its first tensors are ${examples || 'none'}.`,
      'Choose a LoRA for a Stable Diffusion model.',
    )
  }
  const alphas = await readAlphas(file, found)
  const metadata = await readAdapterMetadata(file)
  return {
    path: file.path,
    name: metadata.title ?? nonEmptyText(file.metadata.get('ss_output_name')) ?? basename(path, extname(path)),
    kind: 'lora',
    convention: prevailingConvention(found, parsed),
    layers: found.map((layer) => toLayer(file, layer, parsed, { alphas, configs })),
    metadata,
    unrecognised,
    file,
  }
}

function findLayers(
  file: SafetensorsFile,
  parsed: ParsedNames,
): { found: readonly FoundLayer[]; unrecognised: readonly string[] } {
  const layers = new Map<string, FoundLayer>()
  const unrecognised: string[] = []
  for (const name of file.tensors.keys()) {
    const place = parsed.get(name)
    const key = place && `${place.component} ${place.target}`
    if (place === undefined || key === undefined) {
      unrecognised.push(name)
      continue
    }
    const layer = layers.get(key) ?? { place, tensors: {} }
    layers.set(key, layer)
    if (layer.tensors[place.role] === undefined) layer.tensors[place.role] = name
    else unrecognised.push(name)
  }
  const found: FoundLayer[] = []
  for (const layer of layers.values()) {
    if (layer.tensors.down ?? layer.tensors.up ?? layer.tensors.mid) found.push(layer)
    else unrecognised.push(...Object.values(layer.tensors)) // an alpha of nothing
  }
  return { found, unrecognised }
}

function prevailingConvention(found: readonly FoundLayer[], parsed: ParsedNames): NamingConvention {
  const counts = new Map<NamingConvention, number>()
  for (const { tensors } of found) {
    const convention = tensors.down && parsed.get(tensors.down)?.convention
    if (convention) counts.set(convention, (counts.get(convention) ?? 0) + 1)
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a)
  return most?.[0] ?? 'kohya'
}

/** The alphas by tensor name. They are numbers in the body of the file, two bytes each. */
async function readAlphas(file: SafetensorsFile, found: readonly FoundLayer[]): Promise<ReadonlyMap<string, number>> {
  const names = found.flatMap(({ tensors }) => tensors.alpha ?? [])
  for (const name of names) {
    if (elementCount(file.tensors.get(name)!.shape) !== 1)
      throw invalidAdapter(file, `'${name}' is not a single number`)
  }
  const alphas = new Map<string, number>()
  for (const [name, stored] of await readTensors(file, names)) {
    const alpha = toFloat32(stored).data[0]!
    if (!Number.isFinite(alpha)) throw invalidAdapter(file, `'${name}' is not a number or infinite`)
    alphas.set(name, alpha)
  }
  return alphas
}

function toLayer(
  file: SafetensorsFile,
  { place, tensors }: FoundLayer,
  parsed: ParsedNames,
  { alphas, configs }: { readonly alphas: ReadonlyMap<string, number>; readonly configs: PeftConfigs },
): AdapterLayer {
  const { component, target } = place
  const { down, up, mid } = tensors
  if (down === undefined || up === undefined) {
    const [has, lacks] = down === undefined ? [up ?? mid, 'down'] : [down, 'up']
    throw invalidAdapter(file, `it has '${has}' but not the factor '${lacks}' of the same layer`)
  }
  const shape = layerShape(file, { down, up, ...(mid !== undefined && { mid }) }, parsed.get(down)?.convention)
  const alpha = tensors.alpha === undefined ? undefined : alphas.get(tensors.alpha)
  const scale = alpha === undefined ? peftScale(configs[component], target, shape.rank) : alpha / shape.rank
  return {
    component,
    target,
    ...shape,
    scale: scale === 0 ? 1 : scale, // an alpha of 0 means that there is none
    ...(tensors.bias !== undefined && { refusal: 'has a bias of its own, which is not supported yet' }),
  }
}
