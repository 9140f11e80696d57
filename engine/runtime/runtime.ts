import { stripVTControlCharacters } from 'node:util'
import { EngineError } from '../errors/engineError.ts'
import type { Graph } from '../graph/graph.ts'
import { providerCandidates, unaskedProviders, type ExecutionProvider } from './executionProvider.ts'
import { buildProbe } from './providerProbe.ts'
import { openOnnxruntimeSession, type SessionTuning } from './onnxruntimeSession.ts'
import type { Session } from './session.ts'

export interface RuntimeSettings {
  readonly provider: ExecutionProvider | 'auto'
  /** Threads inside one operator; 0 leaves the choice to the runtime. */
  readonly threads: number
  /** Changes of what is usual on the provider, for measurements. */
  readonly tuning?: Partial<SessionTuning>
}

/** What became of a provider when one was chosen. */
export interface ProviderCandidate {
  readonly provider: ExecutionProvider
  readonly outcome: 'chosen' | 'not-needed' | 'not-installed' | 'no-device' | 'failed' | 'wrong-numbers'
  /** In the words of the runtime. */
  readonly detail?: string
}

/** Opens graphs on one execution provider and counts what it opened. */
export interface Runtime {
  readonly provider: ExecutionProvider
  /** Every provider that was thought of, in order of preference. */
  readonly candidates: readonly ProviderCandidate[]
  /** How many sessions were built so far; a change of adapters must leave it alone. */
  readonly sessionsBuilt: number
  createSession(graph: Graph): Promise<Session>
}

/**
 * Chooses the provider: each candidate runs a small graph, and one that does not answer, or answers with other numbers
 * than the CPU, is passed over.
 * @throws EngineError `provider-unavailable` when the provider that was asked for fails that, `setting-invalid` for an
 * impossible number of threads.
 */
export async function createRuntime({ provider: wanted, threads, tuning = {} }: RuntimeSettings): Promise<Runtime> {
  requireThreads(threads)
  const { provider, candidates } = await firstThatAnswers(providerCandidates(wanted), threads)
  let sessionsBuilt = 0
  return {
    provider,
    candidates: withThoseLeftOut(wanted, candidates),
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

/** More threads than this help on no machine and keep most from doing anything else. */
const mostThreads = 256

function requireThreads(threads: number): void {
  if (Number.isInteger(threads) && threads >= 0 && threads <= mostThreads) return
  throw new EngineError(
    'setting-invalid',
    `${threads} threads were asked for; 0 to ${mostThreads} are possible.`,
    'Leave the number out, or set it to the number of processor cores.',
  )
}

async function firstThatAnswers(
  wanted: readonly ExecutionProvider[],
  threads: number,
): Promise<{ provider: ExecutionProvider; candidates: ProviderCandidate[] }> {
  const candidates: ProviderCandidate[] = []
  for (const [index, provider] of wanted.entries()) {
    const candidate = await tryProvider(provider, threads)
    candidates.push(candidate)
    if (candidate.outcome !== 'chosen') continue
    const rest = wanted.slice(index + 1).map((other) => ({ provider: other, outcome: 'not-needed' as const }))
    return { provider, candidates: [...candidates, ...rest] }
  }
  const failures = candidates.map(({ provider, outcome, detail }) =>
    outcome === 'wrong-numbers' ? `${provider} ${detail}` : `${provider}: ${detail}`,
  )
  throw new EngineError(
    'provider-unavailable',
    `No device answered (${failures.join('; ')}).`,
    'Check the driver, or use --provider cpu.',
  )
}

async function tryProvider(provider: ExecutionProvider, threads: number): Promise<ProviderCandidate> {
  if (provider === 'cpu') return { provider, outcome: 'chosen' }
  try {
    const difference = await differenceFromCPU(provider, threads)
    if (difference < largestDifference) return { provider, outcome: 'chosen' }
    const detail = `computes other numbers than the CPU (by ${difference.toPrecision(2)})`
    return { provider, outcome: 'wrong-numbers', detail }
  } catch (error) {
    return { provider, outcome: 'failed', detail: firstLine(error) }
  }
}

/** Where the program chooses, providers that it did not even ask are named as well. */
function withThoseLeftOut(
  wanted: RuntimeSettings['provider'],
  tried: readonly ProviderCandidate[],
): ProviderCandidate[] {
  if (wanted !== 'auto') return [...tried]
  const leftOut = unaskedProviders().map(({ provider, isInstalled }) => {
    return { provider, outcome: isInstalled ? ('no-device' as const) : ('not-installed' as const) }
  })
  return [...leftOut, ...tried]
}

/** Native errors go on with places in source files that help nobody here. */
function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return stripVTControlCharacters(text.split('\n')[0]!).slice(0, 200)
}

/** Of the probe's results, which are about 1: providers round differently, and some compute in half precision. */
const largestDifference = 0.02

async function differenceFromCPU(provider: ExecutionProvider, threads: number): Promise<number> {
  const { graph, feeds } = buildProbe()
  const [expected, actual] = await Promise.all(
    (['cpu', provider] as const).map(async (candidate) => {
      const session = await openOnnxruntimeSession(graph, { provider: candidate, threads })
      const result = (await session.run(feeds)).get('result')!
      await session.release()
      return result.data as Float32Array
    }),
  )
  const differences = actual!.map((value, index) => Math.abs(value - expected![index]!))
  return differences.reduce((largest, value) => (value <= largest ? largest : value), 0)
}
