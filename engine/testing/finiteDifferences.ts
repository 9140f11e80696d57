/** The gradient of a function of many numbers by central differences: (f(x + h) - f(x - h)) / 2h for each number. */
export function numericGradient(
  evaluate: (values: Float64Array) => number,
  at: ArrayLike<number>,
  distance: number,
): Float64Array {
  const values = Float64Array.from(at)
  return Float64Array.from(at, (value, index) => {
    values[index] = value + distance
    const above = evaluate(values)
    values[index] = value - distance
    const below = evaluate(values)
    values[index] = value
    return (above - below) / (2 * distance)
  })
}
