import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { listSupportedBackends } from 'onnxruntime-node'
import { EngineError } from '../errors/engineError.ts'

/** Where graphs run, by the names of the command line. */
export const executionProviders = ['cpu', 'cuda', 'dml', 'webgpu', 'coreml'] as const

export type ExecutionProvider = (typeof executionProviders)[number]

/**
 * The order in which `auto` takes what this machine has. CoreML is left out: it converts weights on disk at each start.
 */
const preference: readonly ExecutionProvider[] = ['cuda', 'dml', 'webgpu', 'cpu']

/**
 * Providers that the runtime on this machine was built with; whether a device answers shows only when one is opened.
 */
export function availableProviders(): ExecutionProvider[] {
  const names = new Set(listSupportedBackends().map(({ name }) => name))
  return executionProviders.filter((provider) => names.has(provider))
}

/** Candidates in the order to be tried for what the user asked. */
export function providerCandidates(wanted: ExecutionProvider | 'auto'): ExecutionProvider[] {
  const available = availableProviders()
  if (wanted === 'auto') {
    return preference.filter((provider) => available.includes(provider) && mayAnswer(provider))
  }
  if (!available.includes(wanted)) {
    throw new EngineError(
      'provider-unavailable',
      `This build of onnxruntime has no '${wanted}' provider; it has ${available.join(', ')}.`,
      `Use --provider ${available[0] ?? 'cpu'} or --provider auto.`,
    )
  }
  return [wanted]
}

/**
 * Providers that `auto` passes over without asking: this build has them not, or nothing here looks like their device.
 */
export function unaskedProviders(): { provider: ExecutionProvider; isInstalled: boolean }[] {
  const asked = providerCandidates('auto')
  const available = availableProviders()
  return preference
    .filter((provider) => !asked.includes(provider))
    .map((provider) => ({ provider, isInstalled: available.includes(provider) }))
}

/**
 * Whether a provider is worth asking without being told to. onnxruntime prints errors of its own where a provider's
 * library or driver is not there, so its files are looked for first. On Linux WebGPU needs a Vulkan driver, whose
 * quality nobody vouches for: it is used there on request alone.
 */
function mayAnswer(provider: ExecutionProvider): boolean {
  if (provider === 'cuda') return existsSync(join(runtimeFolder(), 'libonnxruntime_providers_cuda.so'))
  if (provider === 'webgpu') return platform() !== 'linux'
  return true
}

/** Where onnxruntime-node keeps the libraries of this platform. */
function runtimeFolder(): string {
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node')
  return join(dirname(entry), '..', 'bin', 'napi-v6', platform(), arch())
}
