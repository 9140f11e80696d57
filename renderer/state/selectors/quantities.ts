const second = 1000
const minute = 60 * second

/** Milliseconds as an artist reads them: `0.4 s`, `4.2 s`, `35 s`, `2 min 5 s`. */
export function timeText(milliseconds: number, language: string): string {
  const whole = Math.round(milliseconds / second)
  if (whole < 10) return withUnit(Math.max(0.1, milliseconds / second), 'second', language, 1)
  if (whole < 60) return withUnit(whole, 'second', language)
  const minutes = Math.floor(whole / 60)
  const rest = whole % 60
  const long = withUnit(minutes, 'minute', language)
  return milliseconds >= 10 * minute || rest === 0 ? long : `${long} ${withUnit(rest, 'second', language)}`
}

/** Bytes in the unit that fits: `410 MB`, `1.2 GB`. */
export function bytesText(bytes: number, language: string): string {
  return bytes >= 1e9
    ? withUnit(bytes / 1e9, 'gigabyte', language, 1)
    : withUnit(Math.max(1, Math.round(bytes / 1e6)), 'megabyte', language)
}

/** A number with at most so many places. */
export function numberText(value: number, language: string, places = 1): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: places }).format(value)
}

function withUnit(value: number, unit: string, language: string, places = 0): string {
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: places,
  }).format(value)
}
