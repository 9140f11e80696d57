/** Of a number that depends on the picture itself. The three are equal where nothing depends on it. */
export interface CostRange {
  readonly fewest: number
  /** Half-way: neither end is likelier for all that is known beforehand. */
  readonly expected: number
  readonly most: number
}

export function rangeOf(fewest: number, most: number): CostRange {
  return { fewest, expected: (fewest + most) / 2, most }
}

export function scaleRange({ fewest, expected, most }: CostRange, factor: number): CostRange {
  return { fewest: fewest * factor, expected: expected * factor, most: most * factor }
}

export function addRanges(ranges: readonly CostRange[]): CostRange {
  const add = (field: keyof CostRange) => ranges.reduce((sum, range) => sum + range[field], 0)
  return { fewest: add('fewest'), expected: add('expected'), most: add('most') }
}
