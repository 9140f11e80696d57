import { EngineError } from '../errors/engineError.ts'
import type { Graph } from '../graph/graph.ts'
import { providerCandidates, type ExecutionProvider } from './executionProvider.ts'
import { openOnnxruntimeSession, type SessionTuning } from './onnxruntimeSession.ts'
import type { Session } from './session.ts'

export interface RuntimeSettings {
  readonly provider: ExecutionProvider | 'auto'
  /** Threads inside one operator; 0 leaves the choice to the runtime. */
  readonly threads: number
  /** Changes of what is usual on the provider, for measurements. */
  readonly tuning?: Partial<SessionTuning>
}

/** Opens graphs on one execution provider and counts what it opened. */
export interface Runtime {
  readonly provider: ExecutionProvider
  /** How many sessions were built so far; a change of adapters must leave it alone. */
  readonly sessionsBuilt: number
  createSession(graph: Graph): Promise<Session>
}

/**
 * Chooses the provider by opening a trivial graph on each candidate.
 * @throws EngineError `provider-unavailable` when the provider that was asked for does not answer.
 */
export async function createRuntime({ provider: wanted, threads, tuning = {} }: RuntimeSettings): Promise<Runtime> {
  const provider = await firstThatAnswers(providerCandidates(wanted), threads)
  let sessionsBuilt = 0
  return {
    provider,
    get sessionsBuilt() {
      return sessionsBuilt
    },
    async createSession(graph) {
      const session = await openOnnxruntimeSession(graph, { provider, threads, tuning })
      sessionsBuilt++
      return session
    },
  }
}

async function firstThatAnswers(candidates: readonly ExecutionProvider[], threads: number): Promise<ExecutionProvider> {
  const failures: string[] = []
  for (const provider of candidates) {
    if (provider === 'cpu') return provider
    try {
      const session = await openOnnxruntimeSession(probe, { provider, threads })
      await session.release()
      return provider
    } catch (error) {
      failures.push(`${provider}: ${error instanceof EngineError ? error.message : String(error)}`)
    }
  }
  throw new EngineError(
    'provider-unavailable',
    `No device answered (${failures.join('; ')}).`,
    'Check the driver, or use --provider cpu.',
  )
}

const probe: Graph = (() => {
  const input = { name: 'x', dtype: 'float32', shape: [1] } as const
  const output = { name: 'y', dtype: 'float32', shape: [1] } as const
  const node = {
    opType: 'Sigmoid',
    domain: '',
    name: 'probe',
    inputs: [input],
    outputs: [output],
    attributes: {},
  } as const
  return { name: 'probe', inputs: [input], outputs: [output], initializers: [], nodes: [node] }
})()
