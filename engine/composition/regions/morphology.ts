import type { Grid } from './grid.ts'

/** Every cell as the largest of the 3 x 3 around it; beyond the border there is nothing. */
export function dilate(mask: Float32Array, { height, width }: Grid): Float32Array {
  const dilated = new Float32Array(mask.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let largest = -Infinity
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          largest = Math.max(largest, mask[row * width + column]!)
        }
      }
      dilated[y * width + x] = largest
    }
  }
  return dilated
}

/** 1 - dilate(1 - mask). The border of the grid eats nothing. */
export function erode(mask: Float32Array, grid: Grid): Float32Array {
  return inverse(dilate(inverse(mask), grid))
}

/** Removes what is narrower than three cells. */
export function opening(mask: Float32Array, grid: Grid): Float32Array {
  return dilate(erode(mask, grid), grid)
}

/** Fills gaps narrower than three cells. */
export function closing(mask: Float32Array, grid: Grid): Float32Array {
  return erode(dilate(mask, grid), grid)
}

/** `dilate`, `radius` times. */
export function dilateBy(mask: Float32Array, grid: Grid, radius: number): Float32Array {
  let dilated = mask
  for (let step = 0; step < radius; step++) dilated = dilate(dilated, grid)
  return dilated
}

/** The operations by name, in the order in which CLoRA's program applies those that are switched on. */
export const morphologies = { dilate, erode, opening, closing } as const
export type Morphology = keyof typeof morphologies

export function applyMorphology(mask: Float32Array, grid: Grid, wanted: readonly Morphology[]): Float32Array {
  const names = Object.keys(morphologies) as Morphology[]
  return names.filter((name) => wanted.includes(name)).reduce((result, name) => morphologies[name](result, grid), mask)
}

function inverse(mask: Float32Array): Float32Array {
  return mask.map((value) => 1 - value)
}
