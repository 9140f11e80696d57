import { parse } from 'node:path'
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node'
import { assert, EngineError } from '../errors/engineError.ts'
import { encodeModel } from '../graph/onnxModel.ts'
import type { Graph } from '../graph/graph.ts'
import { elementCount, type DataType, type Tensor, type TypedArrays } from '../tensor/tensor.ts'
import { constantsFirst } from './constantsFirst.ts'
import type { ExecutionProvider } from './executionProvider.ts'
import type { Feeds, Session } from './session.ts'

export interface SessionSettings {
  readonly provider: ExecutionProvider
  /** Threads inside one operator; 0 leaves the choice to the runtime (one for each physical core). */
  readonly threads: number
  /** Changes of what is usual on the provider, for measurements. */
  readonly tuning?: Partial<SessionTuning>
}

/** What decides only on speed and memory. */
export interface SessionTuning {
  readonly optimization: 'disabled' | 'basic' | 'extended' | 'all'
  /** Whether values that depend on weights alone are computed once, when the session is opened. */
  readonly foldsConstants: boolean
  /** Whether such values, where they are computed in each run, are computed right before they are needed. */
  readonly convertsLate: boolean
  /** Whether weights are copied into the order in which kernels read them. */
  readonly prepacks: boolean
  /** Whether freed memory is kept for the next operator instead of being given back. */
  readonly arena: boolean
  /** Whether one block is laid out for all values of a run, from the shapes of the run before. */
  readonly memoryPattern: boolean
}

/**
 * On a processor: weights stay clean pages of their file, halves become float32 in each run right before they are read,
 * and an arena of single blocks spares the system from handing out the same pages again in every operator.
 * docs/decisions/0002-half-weights.md has the numbers.
 */
const cpuTuning: SessionTuning = {
  optimization: 'extended',
  foldsConstants: false,
  convertsLate: true,
  prepacks: false,
  arena: true,
  memoryPattern: false,
}

/** Providers with memory of their own copy the weights there, once, in the order and type that they like best. */
const deviceTuning: SessionTuning = {
  optimization: 'all',
  foldsConstants: true,
  convertsLate: false,
  prepacks: true,
  arena: false,
  memoryPattern: true,
}

/** Tensors that cross into onnxruntime; the rest live only in files. */
type OrtType = 'float32' | 'float16' | 'float64' | 'int64' | 'int32' | 'int8' | 'uint8' | 'bool'

/**
 * Opens a graph with the stock Node binding. Weights in files are mapped by onnxruntime itself: the folder option is
 * set to the root of the drive, since locations outside of the model's folder are refused otherwise. Without prepacking
 * they stay clean pages of the file that all sessions share; run time is the same.
 */
export async function openOnnxruntimeSession(graph: Graph, settings: SessionSettings): Promise<Session> {
  const files = graph.initializers.flatMap(({ data }) => (data.type === 'file' ? [data.path] : []))
  const root = parse(files[0] ?? process.cwd()).root
  const location = (path: string) => {
    assert(parse(path).root === root, `${path} is not below ${root}`)
    return path.slice(root.length).replaceAll('\\', '/')
  }
  const session: Record<string, string> = {
    model_external_initializers_file_folder_path: root,
    force_spinning_stop: '1', // each session has threads of its own, which would go on spinning while another one runs
  }
  const usual = settings.provider === 'cpu' ? cpuTuning : deviceTuning
  const tuning = { ...usual, ...settings.tuning }
  if (!tuning.prepacks) session['disable_prepacking'] = '1'
  const disabled = tuning.foldsConstants ? {} : { disable_specified_optimizers: 'ConstantFolding' }
  const ordered = tuning.convertsLate ? constantsFirst(graph) : graph
  try {
    const opened = await InferenceSession.create(encodeModel(ordered, location), {
      executionProviders: settings.provider === 'cpu' ? ['cpu'] : [settings.provider, 'cpu'],
      graphOptimizationLevel: tuning.optimization,
      intraOpNumThreads: settings.threads,
      enableCpuMemArena: tuning.arena,
      enableMemPattern: tuning.memoryPattern,
      extra: { session, optimization: disabled },
      logSeverityLevel: 3,
    })
    return wrap(opened, graph.name)
  } catch (error) {
    throw runtimeFailure(error, graph.name)
  }
}

function wrap(session: InferenceSession, name: string): Session {
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(feeds, fetches = session.outputNames) {
      try {
        const results = await session.run(toOrtFeeds(session.inputNames, feeds), fetches)
        return new Map(fetches.map((fetch) => [fetch, fromOrt(results[fetch]!)]))
      } catch (error) {
        throw runtimeFailure(error, name)
      }
    },
    release: () => session.release(),
  }
}

function toOrtFeeds(names: readonly string[], feeds: Feeds): Record<string, OrtTensor> {
  const result: Record<string, OrtTensor> = {}
  for (const name of names) {
    const value = feeds.get(name)
    assert(value, `nothing was fed to '${name}'`)
    result[name] = toOrt(value)
  }
  return result
}

function toOrt({ dtype, shape, data }: Tensor): OrtTensor {
  return new OrtTensor(dtype as OrtType, data as never, shape)
}

function fromOrt({ type, dims, data }: OrtTensor): Tensor {
  const shape = dims as readonly number[]
  const values = data as TypedArrays[DataType]
  assert(values.length === elementCount(shape), `an output of ${values.length} elements for [${shape.join(', ')}]`)
  return { dtype: type as DataType, shape, data: values }
}

const outOfMemory = /bad_alloc|failed to allocate|out of memory|Array buffer allocation failed|BFCArena/i

function runtimeFailure(error: unknown, name: string): EngineError {
  const reason = error instanceof Error ? error.message : String(error)
  if (outOfMemory.test(reason)) {
    const remedy = 'Choose a smaller size, fewer pictures at a time, or close other programs.'
    return new EngineError('out-of-memory', `There was not enough memory for ${name}.`, remedy, { cause: error })
  }
  const remedy = 'Try --provider cpu; if it fails there too, please report it with this message.'
  return new EngineError('render-failed', `${name} could not run: ${reason}`, remedy, { cause: error })
}
