import type { Adapter } from './adapter.ts'

/** What an adapter seems to be made for. */
export interface ArchitectureGuess {
  /** The family in the artist's words; undefined where neither shapes nor metadata say it. */
  readonly name: string | undefined
  /** The width of the text that its cross-attention layers read. */
  readonly crossAttentionWidth: number | undefined
  readonly evidence: 'shapes' | 'metadata' | 'none'
}

const familyOfWidth: Readonly<Record<number, string>> = {
  768: 'Stable Diffusion 1',
  1024: 'Stable Diffusion 2',
  2048: 'SDXL',
}

/** Layer names of diffusion transformers, which have no UNet. */
const transformerLayer =
  /(^|[._])(double_blocks|single_blocks|single_transformer_blocks|joint_blocks)[._]|^transformer_blocks[._]/

const idFamilies: readonly (readonly [RegExp, string])[] = [
  [/^(stable-diffusion-xl|sdxl|pony|illustrious|noobai)/i, 'SDXL'],
  [/^(stable-diffusion-v2|sd[-_]?v?2)/i, 'Stable Diffusion 2'],
  [/^(stable-diffusion-v1|sd[-_]?v?1)/i, 'Stable Diffusion 1'],
  [/^(stable-diffusion-3|sd[-_]?v?3)/i, 'Stable Diffusion 3'],
  [/^flux/i, 'Flux'],
]

/**
 * Shapes first, because metadata is often copied from another file: the width of cross attention is 768 for Stable
 * Diffusion 1, 1024 for 2 and 2048 for XL. Then ModelSpec's architecture, then kohya's base model version.
 */
export function guessArchitecture(adapter: Adapter): ArchitectureGuess {
  const reader = adapter.layers.find(
    ({ component, target, refusal }) =>
      component === 'unet' && refusal === undefined && /attn2[._]to_[kv]$/.test(target),
  )
  const crossAttentionWidth = reader?.inFeatures
  const stated = statedFamily(adapter)
  const shaped = crossAttentionWidth === undefined ? undefined : familyOfWidth[crossAttentionWidth]
  if (shaped !== undefined) return { name: shaped, crossAttentionWidth, evidence: 'shapes' }
  if (adapter.layers.some(({ target }) => transformerLayer.test(target))) {
    return { name: stated ?? 'a diffusion transformer such as Flux', crossAttentionWidth, evidence: 'shapes' }
  }
  if (adapter.layers.some(({ component }) => component === 'textEncoder2') && crossAttentionWidth === undefined) {
    return { name: 'SDXL', crossAttentionWidth, evidence: 'shapes' }
  }
  if (stated !== undefined) return { name: stated, crossAttentionWidth, evidence: 'metadata' }
  const evidence = crossAttentionWidth === undefined ? 'none' : 'shapes'
  const name = crossAttentionWidth === undefined ? undefined : 'another model'
  return { name, crossAttentionWidth, evidence }
}

/** "SDXL (cross attention 2048)" */
export function describeGuess({ name, crossAttentionWidth }: ArchitectureGuess): string {
  const family = name ?? 'an unknown model'
  return crossAttentionWidth === undefined ? family : `${family} (cross attention ${crossAttentionWidth})`
}

function statedFamily({ metadata, file }: Adapter): string | undefined {
  const isSecond = file.metadata.get('ss_v2')?.toLowerCase() === 'true'
  const version = file.metadata.get('ss_base_model_version')
  const stated = [metadata.architecture, version, isSecond ? 'sd2' : undefined, metadata.baseModel]
  for (const id of stated) {
    if (id === undefined) continue
    const family = idFamilies.find(([pattern]) => pattern.test(id.replaceAll(' ', '-')))
    if (family) return family[1]
  }
  return metadata.architecture?.replace(/\/lora$/, '') ?? version
}
