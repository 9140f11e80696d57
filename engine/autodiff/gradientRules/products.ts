import { floatOf, intOf, intsOf } from '../../graph/attributes.ts'
import type { Node, Value } from '../../graph/graph.ts'
import type { GraphBuilder, Padding } from '../../graph/graphBuilder.ts'
import { fixed } from '../../graph/shape.ts'
import { float32 } from '../../tensor/tensor.ts'
import { inputsOf, type GradientRule } from './gradientRule.ts'

/** Matrix products and what slides a window over a picture. Convolution kernels are weights and get no gradient. */
export const productRules: Readonly<Record<string, GradientRule>> = {
  MatMul: (graph, node, dy) => productGradients(graph, node, dy),
  FusedMatMul: (graph, node, dy) => productGradients(graph, node, dy),

  /**
   * A transposed convolution, with the weight as it is. For a stride of 1, a convolution with the kernels turned around
   * would be faster by a third; turning them in each run costs as much, and keeping them turned doubles their memory.
   */
  Conv: (graph, node, dy) => {
    const [x, weight, bias] = inputsOf(node)
    const dx = graph.convTranspose(dy, weight, { ...windowOf(node), outputPadding: unreached(node, x) })
    return [dx, undefined, bias && graph.reduceSum(dy, [0, 2, 3])]
  },

  /** Each pixel gets its share of the mean of every window that it lies in. */
  AveragePool: (graph, node, dy) => {
    const [x] = inputsOf(node)
    const groups = fixed(x.shape[1])
    const [height, width] = intsOf(node, 'kernel_shape')
    const area = height! * width!
    const share = float32([groups, 1, height!, width!], new Float32Array(groups * area).fill(1 / area))
    const weight = graph.cast(graph.constant(share), dy.dtype)
    return [graph.convTranspose(dy, weight, { ...windowOf(node), groups, outputPadding: unreached(node, x) })]
  },
}

/** y = f op(A) op(B): dA = f dy op(B)ᵀ and dB = f op(A)ᵀ dy, written so that no operand needs two transpositions. */
function productGradients(graph: GraphBuilder, node: Node, dy: Value): Value[] {
  const [a, b] = inputsOf(node)
  const transposedA = intOf(node, 'transA', 0) === 1
  const transposedB = intOf(node, 'transB', 0) === 1
  const factor = floatOf(node, 'alpha', 1)
  const da = transposedA
    ? graph.matmul(b, dy, { transposeA: transposedB, transposeB: true, factor })
    : graph.matmul(dy, b, { transposeB: !transposedB, factor })
  const db = transposedB
    ? graph.matmul(dy, a, { transposeA: true, transposeB: transposedA, factor })
    : graph.matmul(a, dy, { transposeA: !transposedA, factor })
  return [da, db]
}

function windowOf(node: Node) {
  return {
    stride: intsOf(node, 'strides')[0]!,
    padding: intsOf(node, 'pads') as unknown as Padding,
    groups: intOf(node, 'group', 1),
  }
}

/** Rows and columns at the end of `x` that the stride leaves out: (size + borders − kernel) mod stride. */
function unreached(node: Node, x: Value): [number, number] {
  const { stride, padding } = windowOf(node)
  const [top, left, bottom, right] = padding
  const [kernelHeight, kernelWidth] = intsOf(node, 'kernel_shape')
  const rest = (axis: number, borders: number, kernel: number) => (fixed(x.shape[axis]) + borders - kernel) % stride
  return [rest(2, top + bottom, kernelHeight!), rest(3, left + right, kernelWidth!)]
}
