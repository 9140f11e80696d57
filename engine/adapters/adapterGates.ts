/** Where on the picture an adapter acts: 0 is nowhere, 1 is fully. Row-major; not changed after it was handed over. */
export interface ImageMask {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
  /** The mask at the size of a grid of several cells; the average of `data` unless given. */
  readonly atGrid?: (grid: { readonly height: number; readonly width: number }) => Float32Array
}

/** How one adapter acts in one row of the batch. */
export interface AdapterGate {
  /** The artist's multiplier; 0 switches the adapter off. */
  readonly strength: number
  /** Acts on layers whose tokens lie on the picture; without it the adapter acts everywhere. */
  readonly imageMask?: ImageMask
  /** One factor for each text token, for layers that read text; without it 1. Not changed after it was handed over. */
  readonly textTokens?: Float32Array
  /**
   * One factor for each segment of a segmented text, for the layers of segmented attention; without it 1. Neither a
   * mask nor factors of tokens matter there. Not changed after it was handed over.
   */
  readonly segments?: Float32Array
}

/** One gate for each adapter of the stack, in its order. */
export type RowGate = readonly AdapterGate[]
