/** Spacings of steps, as they stand behind the name of an algorithm. */
const spacings = ['Karras', 'Exponential', 'SGM Uniform', 'Simple', 'DDIM Uniform', 'Beta', 'KL Optimal']

/** The algorithm of a sampler: `DPM++ 2M` of `DPM++ 2M Karras`. */
export function samplerFamily(name: string): string {
  const spacing = spacings.find((ending) => name.endsWith(` ${ending}`))
  return spacing === undefined ? name : name.slice(0, -spacing.length - 1)
}
