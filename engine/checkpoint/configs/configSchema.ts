import { z } from 'zod'
import { EngineError } from '../../errors/engineError.ts'

/** A whole number of at least one: a width, a number of layers, a kernel. */
export const count = z.int().min(1)

/** One value for all blocks, or one for each. */
export function perBlock<T extends z.ZodType>(value: T) {
  return z.union([value, z.array(value).min(1)])
}

/** Reads a component's `config.json`. A value of the wrong type is 'file-invalid' and named. */
export function parseConfig<T extends z.ZodType>(schema: T, raw: unknown, path: string): z.output<T> {
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw invalidConfig(path, issue!.path.join('.') || 'the whole', issue!.message)
}

/** The error of a value that cannot be. */
export function invalidConfig(path: string, key: string, reason: string): EngineError {
  return new EngineError(
    'file-invalid',
    `'${path}' has a value of '${key}' that cannot be used: ${reason}.`,
    'Restore the file from the model’s source.',
  )
}

/** The error of a value that is fine but that the engine does not build. */
export function unsupportedConfig(path: string, key: string, value: unknown): EngineError {
  return new EngineError(
    'model-unsupported',
    `'${path}' sets '${key}' to ${JSON.stringify(value)}, which Polyptych does not support.`,
    'Use a model of the Stable Diffusion 1, 2 or XL family with the usual structure.',
  )
}

/**
 * The keys of one config that the engine builds only with some values; a missing key has its default, which must be one
 * of them. Throws 'model-unsupported' and names the first that differs.
 */
export function refuseOtherValues(
  config: Readonly<Record<string, unknown>>,
  supported: Readonly<Record<string, readonly unknown[]>>,
  path: string,
): void {
  for (const [key, values] of Object.entries(supported)) {
    const value = config[key]
    if (value !== undefined && !values.includes(value)) throw unsupportedConfig(path, key, value)
  }
}

/** Spreads a single value over the blocks. Throws 'file-invalid' where a list has another length. */
export function spread<T>(value: T | readonly T[], blocks: number, key: string, path: string): T[] {
  if (!Array.isArray(value)) return Array.from({ length: blocks }, () => value as T)
  const list = value as readonly T[]
  if (list.length !== blocks) {
    throw invalidConfig(path, key, `it lists ${list.length} values for ${blocks} blocks`)
  }
  return [...list]
}
