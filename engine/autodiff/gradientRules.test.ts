import { expect, it, onTestFinished } from 'vitest'
import { assert } from '../errors/engineError.ts'
import type { Value } from '../graph/graph.ts'
import { GraphBuilder } from '../graph/graphBuilder.ts'
import type { Shape } from '../graph/shape.ts'
import { createRuntime } from '../runtime/runtime.ts'
import type { Session } from '../runtime/session.ts'
import { oneCore } from '../testing/oneCore.ts'
import { relativeL2 } from '../testing/closeness.ts'
import { elementCount, float32, tensor, type Tensor } from '../tensor/tensor.ts'
import { buildGradientGraph } from './buildGradientGraph.ts'
import { gradientRules } from './gradientRules/gradientRules.ts'

const runtime = await createRuntime(oneCore)

/** onnxruntime has kernels in doubles for some operators only; the others are held to what singles can show. */
type Precision = 'float64' | 'float32'
const tolerance = { float64: 1e-6, float32: 1e-3 } as const

interface RuleCase {
  readonly opType: string
  readonly precision: Precision
  /** What is differentiated first, then what else the operator takes. Every one of `targets` is checked. */
  readonly shapes: readonly Shape[]
  readonly build: (graph: GraphBuilder, inputs: readonly [Value, Value, Value, Value]) => Value | readonly Value[]
  /** Inputs that have a gradient; all of them unless given. */
  readonly targets?: readonly number[]
  /** Inputs are between these, and nowhere closer than 0.05 to 0. */
  readonly range?: readonly [number, number]
  readonly note?: string
}

/** Rows and text tokens stay named in the graph, as in a network. */
const sizes = { rows: 2, textTokens: 3 }
const picture = ['rows', 2, 5, 4] as const

const same: Pick<RuleCase, 'shapes'> = { shapes: [['rows', 7]] }
const pair: Pick<RuleCase, 'shapes'> = {
  shapes: [
    ['rows', 3, 'textTokens'],
    ['rows', 3, 'textTokens'],
  ],
}
const broadcast: Pick<RuleCase, 'shapes' | 'note'> = {
  shapes: [
    ['rows', 3, 'textTokens'],
    [3, 1],
  ],
  note: 'broadcast',
}
const positive = [0.3, 2] as const

const cases: readonly RuleCase[] = [
  { opType: 'Identity', precision: 'float64', ...same, build: (_, [x]) => x },
  { opType: 'Cast', precision: 'float32', ...same, build: (g, [x]) => g.cast(g.cast(x, 'float64'), 'float32') },
  { opType: 'Add', precision: 'float64', ...pair, build: (g, [a, b]) => g.add(a, b) },
  { opType: 'Add', precision: 'float64', ...broadcast, build: (g, [a, b]) => g.add(a, b) },
  { opType: 'Sub', precision: 'float64', ...broadcast, build: (g, [a, b]) => g.sub(b, a) },
  { opType: 'Mul', precision: 'float64', ...pair, build: (g, [a, b]) => g.mul(a, b) },
  { opType: 'Mul', precision: 'float64', ...broadcast, build: (g, [a, b]) => g.mul(b, a) },
  { opType: 'Mul', precision: 'float64', ...same, build: (g, [x]) => g.mul(x, x), note: 'with itself' },
  { opType: 'Div', precision: 'float64', ...broadcast, range: positive, build: (g, [a, b]) => g.div(a, b) },
  { opType: 'Div', precision: 'float64', ...pair, range: positive, build: (g, [a, b]) => g.div(a, b) },
  { opType: 'Pow', precision: 'float64', ...broadcast, range: positive, build: (g, [a, b]) => g.pow(a, b) },
  { opType: 'Neg', precision: 'float64', ...same, build: (g, [x]) => g.neg(x) },
  { opType: 'Abs', precision: 'float64', ...same, build: (g, [x]) => g.abs(x) },
  { opType: 'Sqrt', precision: 'float64', ...same, range: positive, build: (g, [x]) => g.sqrt(x) },
  { opType: 'Exp', precision: 'float64', ...same, build: (g, [x]) => g.exp(x) },
  { opType: 'Log', precision: 'float64', ...same, range: positive, build: (g, [x]) => g.log(x) },
  { opType: 'Sin', precision: 'float64', ...same, build: (g, [x]) => g.sin(x) },
  { opType: 'Cos', precision: 'float64', ...same, build: (g, [x]) => g.cos(x) },
  { opType: 'Erf', precision: 'float32', ...same, build: (g, [x]) => g.erf(x) },
  { opType: 'Relu', precision: 'float64', ...same, build: (g, [x]) => g.relu(x) },
  { opType: 'Clip', precision: 'float64', ...same, build: (g, [x]) => g.clip(x, 0, 3) },
  {
    opType: 'Where',
    precision: 'float64',
    ...broadcast,
    build: (g, [a, b]) => g.where(g.greater(a, g.scalar(0, a.dtype)), g.mul(a, a), b),
  },
  { opType: 'Sigmoid', precision: 'float64', ...same, build: (g, [x]) => g.sigmoid(x) },
  { opType: 'QuickGelu', precision: 'float32', ...same, build: (g, [x]) => g.sigmoidWeighted(x, 1.702) },
  { opType: 'QuickGelu', precision: 'float32', ...same, build: (g, [x]) => g.silu(x), note: 'alpha 1' },
  { opType: 'Gelu', precision: 'float32', ...same, build: (g, [x]) => g.gelu(x) },

  {
    opType: 'Reshape',
    precision: 'float64',
    shapes: [['rows', 'textTokens', 6]],
    build: (g, [x]) => g.reshape(x, ['rows', 'textTokens', 2, 3]),
  },
  {
    opType: 'Reshape',
    precision: 'float64',
    shapes: [['rows', 'textTokens', 6]],
    build: (g, [x]) => g.reshape(x, ['rows*textTokens', 6]),
    note: 'of two open sides to one',
  },
  {
    opType: 'Unsqueeze',
    precision: 'float64',
    shapes: [['rows', 'textTokens']],
    build: (g, [x]) => g.unsqueeze(x, [0, 2]),
  },
  {
    opType: 'Transpose',
    precision: 'float64',
    shapes: [['rows', 2, 'textTokens', 4]],
    build: (g, [x]) => g.transpose(x, [2, 0, 3, 1]),
  },
  {
    opType: 'Concat',
    precision: 'float64',
    shapes: [
      ['rows', 2, 'textTokens'],
      ['rows', 4, 'textTokens'],
    ],
    build: (g, [a, b]) => g.concat([b, a, b], 1),
  },
  {
    opType: 'Split',
    precision: 'float64',
    shapes: [['rows', 5, 3]],
    build: (g, [x]) => g.split(x, 1, [1, 2, 2]).map((part, index) => g.mul(part, g.scalar(index + 1, x.dtype))),
  },
  {
    opType: 'Split',
    precision: 'float64',
    shapes: [['rows', 5, 'textTokens']],
    build: (g, [x]) => g.split(x, 1, [1, 2, 2])[1]!,
    note: 'one part unread',
  },
  { opType: 'Slice', precision: 'float64', shapes: [['rows', 7]], build: (g, [x]) => g.slice(x, 1, 2, 5) },
  { opType: 'Pad', precision: 'float64', shapes: [['rows', 3, 2]], build: (g, [x]) => g.pad(x, 1, 2, 1) },
  {
    opType: 'Expand',
    precision: 'float64',
    shapes: [
      [3, 1],
      ['rows', 3, 'textTokens'],
    ],
    targets: [0],
    build: (g, [a, b]) => g.expandLike(a, b),
  },
  {
    opType: 'Gather',
    precision: 'float64',
    shapes: [[4, 3]],
    build: (g, [table]) =>
      g.gather(table, g.constant(tensor('int64', [2, 3], BigInt64Array.of(0n, 3n, 1n, 3n, 3n, 0n)))),
  },
  { opType: 'Resize', precision: 'float32', shapes: [['rows', 2, 3, 2]], build: (g, [x]) => g.resizeNearest(x, 6, 6) },
  {
    opType: 'Resize',
    precision: 'float32',
    shapes: [['rows', 2, 5, 3]],
    build: (g, [x]) => g.resizeNearest(x, 9, 6),
    note: 'fractional',
  },

  {
    opType: 'ReduceSum',
    precision: 'float64',
    shapes: [['rows', 3, 'textTokens']],
    build: (g, [x]) => g.reduceSum(x, [0, 2]),
  },
  {
    opType: 'ReduceMean',
    precision: 'float64',
    shapes: [['rows', 3, 4, 'textTokens']],
    build: (g, [x]) => g.reduceMean(x, [1, 2], { keepAxes: true }),
  },
  {
    opType: 'ReduceMean',
    precision: 'float64',
    shapes: [['rows', 3, 'textTokens']],
    build: (g, [x]) => g.reduceMean(x, [0, 2]),
    note: 'over named sides',
  },
  {
    opType: 'ReduceMax',
    precision: 'float64',
    shapes: [['rows', 3, 'textTokens']],
    build: (g, [x]) => g.reduceMax(x, [2]),
  },

  { opType: 'Softmax', precision: 'float64', shapes: [['rows', 3, 'textTokens']], build: (g, [x]) => g.softmax(x) },
  {
    opType: 'LayerNormalization',
    precision: 'float64',
    shapes: [['rows', 'textTokens', 6], [6], [6]],
    build: (g, [x, scale, bias]) => g.layerNorm(x, scale, bias, 1e-3),
  },
  {
    opType: 'InstanceNormalization',
    precision: 'float32',
    shapes: [['rows', 3, 8], [3], [3]],
    build: (g, [x, scale, bias]) => g.instanceNorm(x, scale, bias, 1e-3),
  },
  {
    opType: 'InstanceNormalization',
    precision: 'float32',
    shapes: [['rows', 3, 8]],
    build: (g, [x]) => g.instanceNorm(x, ones(g, 3), g.constant(float32([3])), 1e-3),
    note: 'without scale and shift',
  },

  {
    opType: 'MatMul',
    precision: 'float64',
    shapes: [
      ['rows', 2, 'textTokens', 4],
      ['rows', 1, 4, 3],
    ],
    build: (g, [a, b]) => g.matmul(a, b),
  },
  ...[0, 1, 2, 3].map((bits): RuleCase => {
    const [transposeA, transposeB] = [bits % 2 === 1, bits >= 2]
    const a = transposeA ? ['rows', 4, 'textTokens'] : ['rows', 'textTokens', 4]
    const b = transposeB ? ['rows', 3, 4] : ['rows', 4, 3]
    return {
      opType: 'FusedMatMul',
      precision: 'float64',
      shapes: [a, b],
      build: (g, [left, right]) => g.matmul(left, right, { transposeA, transposeB, factor: 0.7 }),
      note: `transposed ${Number(transposeA)}${Number(transposeB)}`,
    }
  }),
  {
    opType: 'FusedMatMul',
    precision: 'float64',
    shapes: [
      ['rows', 'textTokens', 4],
      [3, 4],
    ],
    build: (g, [x, weight]) => g.matmulTransposed(x, weight),
    note: 'a stored weight',
  },
  ...[
    { note: 'border 1', shape: picture, kernel: [3, 2, 3, 3], options: { padding: [1, 1, 1, 1] as const } },
    { note: '1x1', shape: picture, kernel: [3, 2, 1, 1], options: {} },
    { note: 'stride 2', shape: picture, kernel: [3, 2, 3, 3], options: { stride: 2, padding: [1, 1, 1, 1] as const } },
    {
      note: 'stride 2, one-sided border',
      shape: ['rows', 2, 6, 5] as const,
      kernel: [3, 2, 3, 3],
      options: { stride: 2, padding: [0, 0, 1, 1] as const },
    },
    { note: 'uneven border', shape: picture, kernel: [3, 2, 3, 2], options: { padding: [0, 2, 1, 0] as const } },
    { note: 'no border', shape: picture, kernel: [3, 2, 3, 2], options: {} },
    {
      note: 'groups',
      shape: ['rows', 4, 5, 4] as const,
      kernel: [6, 2, 3, 3],
      options: { groups: 2, padding: [1, 1, 1, 1] as const },
    },
  ].map(({ note, shape, kernel, options }): RuleCase => ({
    opType: 'Conv',
    precision: 'float32',
    shapes: [shape, [kernel[0]!]],
    build: (g, [x, bias]) => g.conv(x, g.constant(sample(kernel, 'float32', 5, [-1, 1])), bias, options),
    note,
  })),
  { opType: 'AveragePool', precision: 'float32', shapes: [picture], build: (g, [x]) => g.averagePool(x, 2) },
  {
    opType: 'AveragePool',
    precision: 'float32',
    shapes: [['rows', 2, 6, 5]],
    build: (g, [x]) => g.averagePool(x, 3, 2),
    note: 'overlapping',
  },
  {
    opType: 'MultiHeadAttention',
    precision: 'float32',
    shapes: [
      ['rows', 4, 6],
      ['rows', 'textTokens', 6],
      ['rows', 'textTokens', 6],
    ],
    build: (g, [q, k, v]) => g.multiHeadAttention(q, k, v, 2),
  },
  {
    opType: 'MultiHeadAttention',
    precision: 'float32',
    shapes: [
      ['rows', 4, 6],
      ['rows', 'textTokens', 6],
      ['rows', 'textTokens', 6],
      ['rows', 1, 4, 'textTokens'],
    ],
    build: (g, [q, k, v, bias]) => g.multiHeadAttention(q, k, v, 2, bias),
    note: 'with a bias',
  },
]

it.each(cases.map((entry) => [`${entry.opType} ${entry.note ?? ''}`, entry.precision, entry] as const))(
  '%s agrees with finite differences in %s',
  async (_, precision, entry) => {
    const { shapes, build, range = [-1.5, 1.5] } = entry
    const graph = new GraphBuilder('rule')
    const inputs = shapes.map((shape, index) => graph.input(`x${index}`, precision, shape))
    const built = build(graph, inputs as unknown as readonly [Value, Value, Value, Value])
    const outputs = Array.isArray(built) ? (built as readonly Value[]) : [built as Value]
    outputs.forEach((output, index) => graph.output(`y${index}`, output))
    const forward = graph.finish()
    assert(
      forward.nodes.some(({ opType }) => opType === entry.opType),
      `no ${entry.opType} here`,
    )
    const feeds = new Map(
      shapes.map((shape, index) => [`x${index}`, sample(bound(shape), precision, index, range)] as const),
    )
    const names = outputs.map((__, index) => `y${index}`)
    const forwardSession = await open(forward)
    const values = await forwardSession.run(feeds)
    const cotangents = new Map(
      names.map((name, index) => [`d${name}`, sample(values.get(name)!.shape, precision, 9 + index, [-1, 1])] as const),
    )
    /** Σ ⟨cotangent, output⟩, added up in doubles. */
    const scalar = async (changed: ReadonlyMap<string, Tensor>): Promise<number> => {
      const results = await forwardSession.run(changed)
      return names.reduce((sum, name) => sum + dot(results.get(name)!, cotangents.get(`d${name}`)!), 0)
    }

    for (const target of entry.targets ?? shapes.keys()) {
      const gradientGraph = buildGradientGraph(
        forward,
        names.map((name) => ({ value: name, input: `d${name}` })),
        { input: `x${target}`, output: 'gradient' },
      )
      const session = await open(gradientGraph)
      const gradient = (await session.run(new Map([...feeds, ...cotangents]))).get('gradient')!
      expect(gradient.shape).toEqual(bound(shapes[target]!))
      const numeric = await finiteDifferences(scalar, feeds, `x${target}`, precision)
      expect(relativeL2(gradient.data as ArrayLike<number>, numeric)).toBeLessThan(tolerance[precision])
    }
  },
)

it('has a case for every rule', () => {
  const covered = new Set(cases.map(({ opType }) => opType))
  expect([...gradientRules.keys()].filter((opType) => !covered.has(opType))).toEqual([])
})

/** (f(x−2h) − 8f(x−h) + 8f(x+h) − f(x+2h)) / 12h for every element of one input. */
async function finiteDifferences(
  scalar: (feeds: ReadonlyMap<string, Tensor>) => Promise<number>,
  feeds: ReadonlyMap<string, Tensor>,
  name: string,
  precision: Precision,
): Promise<number[]> {
  const { shape, data } = feeds.get(name)! as Tensor<Precision>
  const step = precision === 'float64' ? 2 ** -9 : 2 ** -6
  const gradient: number[] = []
  for (let element = 0; element < data.length; element++) {
    let sum = 0
    for (const [offset, weight] of [
      [-2, 1],
      [-1, -8],
      [1, 8],
      [2, -1],
    ] as const) {
      const moved = data.slice()
      moved[element] = data[element]! + offset * step
      sum += weight * (await scalar(new Map([...feeds, [name, tensor(precision, shape, moved as never)]])))
    }
    gradient.push(sum / (12 * step))
  }
  return gradient
}

async function open(graph: ReturnType<typeof buildGradientGraph>): Promise<Session> {
  const session = await runtime.createSession(graph)
  onTestFinished(() => session.release())
  return session
}

function bound(shape: Shape): number[] {
  return shape.map((dim) => (typeof dim === 'number' ? dim : sizes[dim as keyof typeof sizes]))
}

function ones(graph: GraphBuilder, length: number): Value {
  return graph.constant(float32([length], new Float32Array(length).fill(1)))
}

/** Numbers of both signs where the range has both, all different, none so close to 0 that a step crosses it. */
function sample(
  shape: readonly number[],
  precision: Precision,
  seed: number,
  [low, high]: readonly [number, number],
): Tensor<Precision> {
  const numbers = Array.from({ length: elementCount(shape) }, (_, index) => {
    const fraction = ((index + 1) * 0.6180339887 + seed * 0.314159) % 1
    const value = low + (high - low) * fraction
    return Math.abs(value) < 0.05 ? value + 0.1 : value
  })
  const data = precision === 'float64' ? Float64Array.from(numbers) : Float32Array.from(numbers)
  return tensor(precision, shape, data as never)
}

function dot(left: Tensor, right: Tensor): number {
  const [a, b] = [left.data as Float64Array, right.data as Float64Array]
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0)
}
