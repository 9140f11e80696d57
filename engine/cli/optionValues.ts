import { InvalidArgumentError } from 'commander'
import type { FeatureCacheInput } from '../protocol/featureCache.ts'
import type { ExecutionProvider } from '../runtime/executionProvider.ts'

/** A whole number, as an option's value. Which numbers make sense is for the engine to say. */
export function parseWholeNumber(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError('It must be a whole number, such as 7.')
  }
  return value
}

export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** `512x768` is 512 wide and 768 high. */
export function parseSize(text: string): PictureSize {
  const found = /^(\d{1,6})[x×](\d{1,6})$/i.exec(text)
  if (found === null) throw new InvalidArgumentError('It must be width x height in pixels, such as 512x768.')
  return { width: Number(found[1]), height: Number(found[2]) }
}

/** More would be a mistake: each is a picture. */
const mostSeeds = 10_000

/** Seeds as a list, `1,5,9`, or as a range with both its ends, `1..4`, or both mixed. */
export function parseSeeds(text: string): number[] {
  const seeds = text.split(',').flatMap((part) => seedsOfPart(part.trim()))
  if (seeds.length > mostSeeds) throw new InvalidArgumentError(`These are more than ${mostSeeds} seeds.`)
  const twice = seeds.find((seed, index) => seeds.indexOf(seed) !== index)
  if (twice !== undefined) throw new InvalidArgumentError(`The seed ${twice} stands twice.`)
  return seeds
}

function seedsOfPart(part: string): number[] {
  const found = /^(\d+)(?:\s*\.\.\s*(\d+))?$/.exec(part)
  const [first, last] = [Number(found?.[1]), Number(found?.[2] ?? found?.[1])]
  if (found === null || !Number.isSafeInteger(first) || !Number.isSafeInteger(last)) {
    throw new InvalidArgumentError('It must be seeds such as 1,5,9, or a range such as 1..4.')
  }
  if (last < first) {
    throw new InvalidArgumentError(`The range ${part} runs backwards; write ${last}..${first}.`)
  }
  if (last - first >= mostSeeds) throw new InvalidArgumentError(`These are more than ${mostSeeds} seeds.`)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** A method and its settings as they stand on a command line. */
export interface MethodOption {
  readonly label: string
  readonly name: string
  readonly settings: Readonly<Record<string, unknown>>
}

/**
 * Methods with commas between them. Settings stand behind a name: `merge,composer:fidelity=faithful:losses.fill=0.5`. A
 * value is read as JSON where it is a number, true, false or null, else as a word; dots lead into settings of settings.
 */
export function parseMethods(text: string): MethodOption[] {
  return text.split(',').map((part) => parseMethod(part.trim()))
}

export function parseMethod(text: string): MethodOption {
  const [name, ...assignments] = text.split(':').map((word) => word.trim())
  if (!name || !/^[a-z][a-z-]*$/.test(name)) {
    throw new InvalidArgumentError('It must be methods such as merge,regional or composer:fidelity=faithful.')
  }
  const settings: Settings = {}
  for (const assignment of assignments) {
    const found = /^([A-Za-z][A-Za-z0-9-]*(?:\.[A-Za-z][A-Za-z0-9-]*)*)\s*=\s*(.+)$/.exec(assignment)
    if (found === null) {
      throw new InvalidArgumentError(`'${assignment}' is no setting of ${name}, such as fidelity=faithful.`)
    }
    assignSetting(settings, found[1]!.split('.'), valueOf(found[2]!))
  }
  return { label: [name, ...assignments].join(' '), name, settings }
}

type Settings = Record<string, unknown>

function assignSetting(settings: Settings, [name, ...inner]: readonly string[], value: unknown): void {
  if (inner.length === 0) {
    settings[name!] = value
    return
  }
  const known = Object.hasOwn(settings, name!) ? settings[name!] : undefined
  const nested: Settings = typeof known === 'object' && known !== null ? { ...known } : {}
  assignSetting(nested, inner, value)
  settings[name!] = nested
}

function valueOf(text: string): unknown {
  return /^(-?\d+(\.\d+)?(e-?\d+)?|true|false|null)$/i.test(text) ? JSON.parse(text.toLowerCase()) : text
}

/** A feature cache, `off`, `uniform:3`, `non-uniform:4` or `first-block:0.1`; the number may be left out. */
export function parseCache(text: string): FeatureCacheInput {
  const found = /^(off|(?:non-)?uniform(?::(\d+))?|first-block(?::(\d*\.?\d+))?)$/.exec(text)
  if (found === null) {
    throw new InvalidArgumentError(
      'It must be off, or such as uniform, uniform:3, non-uniform:4, first-block or first-block:0.1.',
    )
  }
  const [, , interval, threshold] = found
  if (text === 'off') return { type: 'off' }
  if (text.startsWith('first-block')) {
    return { type: 'first-block', ...(threshold !== undefined && { threshold: Number(threshold) }) }
  }
  const type = text.startsWith('non') ? 'non-uniform' : 'uniform'
  return { type, ...(interval !== undefined && { interval: Number(interval) }) }
}

/** Every provider by the name on the command line. The table in engine/runtime loads the runtime, which takes long. */
const providers: Readonly<Record<ExecutionProvider | 'auto', string>> = {
  auto: 'the fastest that this machine has',
  cpu: 'the processor',
  cuda: 'NVIDIA graphics cards',
  dml: 'DirectML, graphics cards on Windows',
  webgpu: 'WebGPU, most graphics cards',
  coreml: 'Core ML, Apple computers',
}

export const providerNames = Object.keys(providers) as (ExecutionProvider | 'auto')[]

/** For `polyptych help render`. */
export const providerHelp = `Execution providers:\n${Object.entries(providers)
  .map(([name, meaning]) => `  ${name.padEnd(8)}${meaning}`)
  .join('\n')}`
