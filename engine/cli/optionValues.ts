import { InvalidArgumentError } from 'commander'
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
