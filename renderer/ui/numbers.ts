export interface NumberLimits {
  readonly min: number
  readonly max: number
  readonly step: number
  readonly precision?: number | undefined
}

/** The nearest number within the limits, rounded to the precision; without one to the places that the step has. */
export function fitNumber(value: number, { min, max, step, precision }: NumberLimits): number {
  const places = precision ?? `${step}`.split('.')[1]?.length ?? 0
  return Number(Math.min(max, Math.max(min, value)).toFixed(places))
}

/** What was typed as a number, with comma or point; undefined where it is none. */
export function readNumber(text: string): number | undefined {
  const value = Number(text.trim().replace(',', '.'))
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value
}
