import { listSupportedBackends } from 'onnxruntime-node'
import { EngineError } from '../errors/engineError.ts'

/** Where graphs run, by the names of the command line. */
export const executionProviders = ['cpu', 'cuda', 'dml', 'webgpu', 'coreml'] as const

export type ExecutionProvider = (typeof executionProviders)[number]

/** The order in which `auto` takes what this machine has. CoreML is left out: it converts weights on disk at each start. */
const preference: readonly ExecutionProvider[] = ['cuda', 'dml', 'webgpu', 'cpu']

/** Providers that the runtime on this machine was built with; whether a device answers shows only when one is opened. */
export function availableProviders(): ExecutionProvider[] {
  const names = new Set(listSupportedBackends().map(({ name }) => name))
  return executionProviders.filter((provider) => names.has(provider))
}

/** Candidates in the order to be tried for what the user asked. */
export function providerCandidates(wanted: ExecutionProvider | 'auto'): ExecutionProvider[] {
  const available = availableProviders()
  if (wanted === 'auto') return preference.filter((provider) => available.includes(provider))
  if (!available.includes(wanted)) {
    throw new EngineError(
      'provider-unavailable',
      `This build of onnxruntime has no '${wanted}' provider; it has ${available.join(', ')}.`,
      `Use --provider ${available[0] ?? 'cpu'} or --provider auto.`,
    )
  }
  return [wanted]
}
