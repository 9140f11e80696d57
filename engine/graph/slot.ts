/**
 * Where the tokens of an adapted layer lie: on the picture, in the text, in the segments of a text of which each is
 * gated as a whole, or nowhere (one vector for each row).
 */
export type SlotGrid =
  | { readonly type: 'image'; readonly height: number; readonly width: number }
  | { readonly type: 'text' }
  | { readonly type: 'segments' }
  | { readonly type: 'row' }

/**
 * The place of a gated rank stack in a graph: `y = W x + up (gate ⊙ (down x))`. The three factors are graph inputs
 * whose rank R is dynamic, so every change of adapters is a change of inputs. An empty slot is fed one unit of zeros,
 * which adds exactly nothing; R = 0 itself must not be fed, since onnxruntime 1.29 leaves the result of a convolution
 * or a broadcast product over no channels unwritten on the CPU.
 *
 * Shapes, with each gate axis but R either 1 or full:
 * - linear: down `[R, in]`, up `[out, R]`, gate `[rows, tokens, R]`, or `[rows, R]` on a row grid, or
 *   `[rows, segments, 1, R]` on segments;
 * - convolution: down `[R, in, kernelHeight, kernelWidth]`, up `[out, R, 1, 1]`, gate `[rows, R, height, width]`, where
 * the
 *   grid is that of the layer's output.
 */
export interface AdapterSlot {
  /** The module's path in diffusers naming, such as `down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q`. */
  readonly layer: string
  readonly kind: 'linear' | 'convolution'
  readonly inFeatures: number
  readonly outFeatures: number
  /** Height and width of the kernel; `[1, 1]` for a linear layer. */
  readonly kernel: readonly [number, number]
  readonly grid: SlotGrid
  /** Names of the graph inputs. */
  readonly inputs: { readonly down: string; readonly up: string; readonly gate: string }
}
