import { basename, dirname, extname, join } from 'node:path'
import { kindOfPath, namesInFolder, readModelJson } from '../safetensors/modelFiles.ts'
import type { SafetensorsFile } from '../safetensors/safetensorsFile.ts'
import type { AdapterComponent } from './adapter.ts'
import { isRecord, parseJsonText } from './looseJson.ts'

export type PeftConfig = Readonly<Record<string, unknown>>

/** The settings of each component; most files have the same for all. */
export type PeftConfigs = Readonly<Partial<Record<AdapterComponent, PeftConfig>>>

const configName = 'adapter_config.json'
/** The name that PEFT itself gives to the weights beside its configuration. */
const weightsName = 'adapter_model.safetensors'

/** The prefixes under which diffusers packs one configuration for each component into the header. */
const componentPrefixes: readonly (readonly [string, AdapterComponent])[] = [
  ['unet.', 'unet'],
  ['transformer.', 'unet'],
  ['text_encoder.', 'textEncoder'],
  ['text_encoder_2.', 'textEncoder2'],
]

/**
 * PEFT's settings for a file: from `lora_adapter_metadata` in its header, or from `adapter_config.json` beside it where
 * that can only belong to this file. Throws 'file-invalid' where that configuration is no JSON object.
 */
export async function readPeftConfigs(file: SafetensorsFile): Promise<PeftConfigs> {
  const embedded = parseJsonText(file.metadata.get('lora_adapter_metadata'))
  if (isRecord(embedded)) return splitByComponent(embedded)
  const folder = dirname(file.path)
  const path = join(folder, configName)
  if ((await kindOfPath(path)) !== 'file') return {}
  const isOwn = basename(file.path) === weightsName || (await isOnlyWeights(folder))
  return isOwn ? splitByComponent(await readModelJson(path)) : {}
}

async function isOnlyWeights(folder: string): Promise<boolean> {
  const names = await namesInFolder(folder)
  return names.filter((name) => extname(name) === '.safetensors').length === 1
}

function splitByComponent(config: PeftConfig): PeftConfigs {
  const configs: Partial<Record<AdapterComponent, PeftConfig>> = {}
  for (const [prefix, component] of componentPrefixes) {
    const entries = Object.entries(config).filter(([key]) => key.startsWith(prefix))
    if (entries.length > 0) {
      configs[component] = Object.fromEntries(entries.map(([key, value]) => [key.slice(prefix.length), value]))
    }
  }
  if (Object.keys(configs).length > 0) return configs
  return { unet: config, textEncoder: config, textEncoder2: config }
}

/**
 * The scale that PEFT gives to a layer: loraAlpha / rank, or loraAlpha / √rank with `use_rslora` (Kalajdzievski 2023),
 * where `alpha_pattern` may name another alpha for the layer. 1 without a configuration.
 */
export function peftScale(config: PeftConfig | undefined, target: string, rank: number): number {
  if (config === undefined) return 1
  const alpha = patternValue(config['alpha_pattern'], target) ?? config['lora_alpha']
  if (typeof alpha !== 'number' || !Number.isFinite(alpha) || alpha === 0) return 1
  return config['use_rslora'] === true ? alpha / Math.sqrt(rank) : alpha / rank
}

/** The first pattern that fits the end of a layer's path, from a dot on, as PEFT compares them. */
export function patternValue(patterns: unknown, target: string): number | undefined {
  for (const [pattern, value] of isRecord(patterns) ? Object.entries(patterns) : []) {
    if (typeof value === 'number' && Number.isFinite(value) && fits(pattern, target)) return value
  }
  return undefined
}

/** Nobody writes longer patterns, and a regular expression from a file should not get the chance to run for hours. */
const longestPattern = 300
const plainPath = /^[\w.-]+$/

function fits(pattern: string, target: string): boolean {
  if (plainPath.test(pattern)) return target === pattern || target.endsWith(`.${pattern}`)
  if (pattern.length > longestPattern) return false
  try {
    return new RegExp(`^(?:.*\\.)?(?:${pattern})$`).test(target)
  } catch {
    return false // Python's syntax that JavaScript does not have
  }
}
