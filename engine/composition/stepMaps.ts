import { areaAverage } from '../adapters/areaAverage.ts'
import { assert } from '../errors/engineError.ts'
import type { Prediction } from './noisePredictor.ts'
import type { PlanRow, RowWeight, Segments, StepPlan } from './plan.ts'
import { cellCount, type Grid } from './regions/grid.ts'

/** The grids that a step's attention and weights lie on. */
export interface StepGrids {
  /** Of the attention. */
  readonly guidance: Grid
  /** Of weights by place. */
  readonly latents: Grid
}

/**
 * Where the words of each concept are looked at in a prediction, `[height · width]` on the guidance grid, by the id of
 * the concept. Each row of the plan adds the mean attention to the concept's words in its conditional half, times the
 * row's weight at the place. With segments a word counts with the share that its segment has at the place. A concept
 * whose words stand in no row has no map. The prediction comes with its attention.
 */
export function stepMaps(
  { rows, segments }: Pick<StepPlan, 'rows' | 'segments'>,
  { attention, weights }: Pick<Prediction, 'attention' | 'weights'>,
  grids: StepGrids,
): Map<string, Float32Array> {
  assert(attention, 'a prediction has attention where it was asked for')
  const shares = segments?.shares(grids.guidance)
  const maps = new Map<string, Float32Array>()
  for (const [index, row] of rows.entries()) {
    const weight = weightsOnGrid(weights[index]!, grids)
    const { cross } = attention[index]!.conditional
    for (const [conceptId, tokens] of tokensByConcept(row)) {
      const map = maps.get(conceptId) ?? new Float32Array(cellCount(grids.guidance))
      maps.set(conceptId, map)
      for (const token of tokens) {
        const looks = attentionTo(token, cross, map.length, segments && { ...segments, shareValues: shares! })
        for (let cell = 0; cell < map.length; cell++) map[cell]! += (weight(cell) * looks(cell)) / tokens.length
      }
    }
  }
  return maps
}

/** All places of a concept's words in a row, each once. */
function tokensByConcept({ conceptTokens = [] }: PlanRow): Map<string, readonly number[]> {
  const places = new Map<string, readonly number[]>()
  for (const { conceptId, tokens } of conceptTokens) {
    places.set(conceptId, [...new Set([...(places.get(conceptId) ?? []), ...tokens])])
  }
  return places
}

function weightsOnGrid(weight: RowWeight, { guidance, latents }: StepGrids): (cell: number) => number {
  if (typeof weight === 'number') return () => weight
  const averaged = areaAverage({ ...latents, data: weight }, guidance.width, guidance.height)
  return (cell) => averaged[cell]!
}

/** How much a cell looks at a token, from `[cells, tokens]`, or with segments from `[segments, cells, tokens]`. */
function attentionTo(
  token: number,
  cross: Float32Array,
  cells: number,
  segments: (Pick<Segments, 'tokens'> & { readonly shareValues: Float32Array }) | undefined,
): (cell: number) => number {
  if (!segments) {
    const tokens = cross.length / cells
    return (cell) => cross[cell * tokens + token]!
  }
  const segment = Math.floor(token / segments.tokens)
  const place = token % segments.tokens
  return (cell) => {
    const at = segment * cells + cell
    return segments.shareValues[at]! * cross[at * segments.tokens + place]!
  }
}
